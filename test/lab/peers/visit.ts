import type { Recording } from '../../../src/contract/recording.ts';
import type { Level } from '../../../src/contract/verdict.ts';
import type { Model } from '../../../src/scoring/model.ts';
import { parseRecording } from '../../../src/wire/recording.ts';
import { scoreRecording } from '../../../train/score.ts';
import type { Track } from './delbot.ts';
import type { Found } from './front.ts';
import { trackOf } from './tracks.ts';

/** One visit as it is kept: what the peers found, and the events. */
export interface Visit {
  readonly actor: string;
  readonly kind: 'tool' | 'person' | 'nobody';
  readonly found: Found | null;
  readonly recording: Recording | null;
  readonly error: string | null;
}

/** One visit with what everybody made of it. */
export interface Judged extends Pick<Visit, 'actor' | 'kind' | 'found'> {
  /** tellsign's; null where the visit was not recorded. */
  readonly level: Level | null;
  /** delbot-mouse's chance of a bot; null with too few moves. */
  readonly delbot: number | null;
}

export interface Judges {
  readonly model: Model;
  readonly delbot: ((track: Track) => number | null) | null;
}

export async function judgeVisit(
  { actor, kind, found, recording }: Visit,
  { model, delbot }: Judges,
): Promise<Judged> {
  const parsed = recording && parseRecording(recording);
  const level = parsed?.ok ? (await scoreRecording(parsed.value, model)).level : null;
  const track = recording && trackOf(recording);
  return { actor, kind, found, level, delbot: track && delbot ? delbot(track) : null };
}
