import type { Recording } from '../../../src/contract/recording.ts';
import type { Model } from '../../../src/scoring/model.ts';
import { createRandom } from '../../../train/random.ts';
import { toRecording } from './desk.ts';
import type { Kind } from './kinds/kind.ts';
import type { Pool } from './pool.ts';
import { type CohortResult, resultOf } from './report.ts';
import { probed, type Session, scoreSession } from './score.ts';

export interface VolumeOptions {
  readonly sessions: number;
  readonly seed: string;
  readonly model: Model;
  onRecording?(recording: Recording): void;
}

/** Builds and scores one kind's sessions. */
export async function measureKind(
  kind: Kind,
  pool: Pool,
  { sessions, seed, model, onRecording }: VolumeOptions,
): Promise<CohortResult> {
  const scored: Session[] = [];
  for (let index = 0; index < sessions; index += 1) {
    const visit = kind.build(pool, createRandom(index, seed, pool.split, kind.kind));
    const recording = probed(
      toRecording(visit, { id: `cohorts/${kind.kind}/${index}`, source: `cohorts-${pool.split}` }),
    );
    onRecording?.(recording);
    scored.push(await scoreSession(recording, model));
  }
  return resultOf(scored, { kind: kind.kind, leg: 'volume', note: kind.note });
}
