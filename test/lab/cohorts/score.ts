import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recording } from '../../../src/contract/recording.ts';
import { loadModel, type Model } from '../../../src/scoring/model.ts';
import { parseRecording } from '../../../src/wire/recording.ts';
import { type ScoredRecording, scoreRecording } from '../../../train/score.ts';
import { createClockGrain } from '../../../worker/features/clock-grain.ts';

/** A session and its result by the pipeline of `npm run score`. */
export interface Session
  extends Pick<ScoredRecording, 'level' | 'logit' | 'groups' | 'reasons' | 'events' | 'seconds'> {
  readonly id: string;
  readonly people: readonly string[];
}

export async function openModel(folder: string): Promise<Model> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const loaded = await loadModel(await readFile(join(folder, 'tellsign.onnx')), manifest);
  if (!loaded.ok) throw new Error([loaded.code, loaded.detail].filter(Boolean).join(': '));
  return loaded.value;
}

/** Scores a recording as `npm run score` does, from its own JSON on. */
export async function scoreSession(recording: Recording, model: Model): Promise<Session> {
  const parsed = parseRecording(JSON.parse(JSON.stringify(recording)));
  if (!parsed.ok) throw new Error(`${recording.id}: ${parsed.code} ${parsed.detail ?? ''}`);
  const left = Object.entries(parsed.value.skipped);
  if (left.length > 0) throw new Error(`${recording.id}: events left out: ${left.join(' ')}`);
  const { level, logit, groups, reasons, events, seconds } = await scoreRecording(parsed.value, model);
  return {
    id: recording.id,
    people: recording.subject.split('+'),
    level,
    logit,
    groups,
    reasons,
    events,
    seconds,
  };
}

/** The recording with the clock's grain as the page's own probe finds it. */
export function probed(recording: Recording): Recording {
  const clockGrainMs = createClockGrain()(recording.events.map(([t]) => ({ t })));
  return clockGrainMs === undefined
    ? recording
    : { ...recording, environment: { ...recording.environment, clockGrainMs } };
}
