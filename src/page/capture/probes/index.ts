import type { Channel, Environment } from '../../../contract/event.ts';
import { dpr } from './dpr.ts';
import { pointer } from './pointer.ts';
import { rawUpdates } from './raw-updates.ts';
import { reducedMotion } from './reduced-motion.ts';
import { touch } from './touch.ts';
import { viewport } from './viewport.ts';
import { webdriver } from './webdriver.ts';

/** What is read once. A new probe is one file and one line. */
export const probes = {
  webdriver,
  dpr,
  pointer,
  viewport,
  reducedMotion,
  rawUpdates,
  touch,
} as const satisfies {
  [K in keyof Environment]?: () => Environment[K];
};

/** Runs every probe; one that fails leaves its member absent, which means unknown. */
export function readEnvironment(recorded: readonly Channel[]): Environment {
  const found: Record<string, unknown> = {};
  for (const [name, probe] of Object.entries(probes)) {
    try {
      found[name] = probe();
    } catch {
      // Absent: unknown.
    }
  }
  return { pointer: null, viewport: null, ...found, recorded };
}
