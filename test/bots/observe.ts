import type { Inspection } from '../../src/contract/analyst.ts';
import type { Recording } from '../../src/contract/recording.ts';
import type { LogLine } from '../e2e/shop.ts';

/** What came of one visit. */
export interface Outcome {
  readonly actor: string;
  readonly session: number;
  readonly level: 'high' | 'medium' | 'low' | 'unknown' | 'missing';
  /** Null when the shop scored nothing. */
  readonly logit: number | null;
  readonly line: LogLine | null;
  readonly inspection: Inspection | null;
  readonly recording: Recording | null;
  /** Why the actor did not come to the end. */
  readonly error: string | null;
}

/** Runs in the page: evidence and, under `?inspect`, the events. */
export const LOOK = `(async () => {
  const inspection = await window.tellsign?.inspect();
  const recording = await window.tellsign?.recording();
  return JSON.stringify({
    inspection: inspection?.ok ? inspection.value : null,
    recording: recording?.ok ? recording.value : null,
  });
})()`;

const LEVELS: readonly string[] = ['high', 'medium', 'low', 'unknown'];

export function levelOf(line: LogLine | null): Outcome['level'] {
  const level = line?.level ?? '';
  return LEVELS.includes(level) ? (level as Outcome['level']) : 'missing';
}
