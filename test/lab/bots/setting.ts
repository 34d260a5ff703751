import type { Random } from '../../../train/random.ts';
import type { Setting } from './stage.ts';

const DPRS = [1, 1, 1, 1.25, 1.5, 2] as const;
/** A virtual screen draws in software; more device pixels than this make the browser, not the tool, slow. */
const MAX_DEVICE_WIDTH = 2560;

/** A laptop's or desktop's window, one in three of them on a screen. */
export function drawSetting(random: Random): Setting {
  const dpr = random.pick(DPRS);
  const width = Math.min(random.integer(1024, 1920), Math.floor(MAX_DEVICE_WIDTH / dpr));
  return { width, height: random.integer(620, 1080), dpr, headful: random.chance(1 / 3) };
}
