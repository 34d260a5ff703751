import type { DriftSignal } from '../../contract/drift.ts';

/** After an alarm nothing is told of its signal for so long: it is one event. */
const SILENT_MS = 86_400_000;
/**
 * Visits that are decided at once come a little out of order. An alarm further ahead of a visit is one of a
 * clock that was wrong. Chosen: far more than a decision takes.
 */
const DISORDER_MS = 60_000;

/** Which signals were told of, and are not told of again for a day. */
export interface Silences {
  isSilent(signal: DriftSignal, atMs: number): boolean;
  /** Silences a signal from now on. */
  begin(signal: DriftSignal, atMs: number): void;
}

export function createSilences(): Silences {
  const toldMs = new Map<DriftSignal, number>();
  return {
    isSilent(signal, atMs) {
      const sinceMs = atMs - (toldMs.get(signal) ?? Number.NEGATIVE_INFINITY);
      return sinceMs >= -DISORDER_MS && sinceMs < SILENT_MS;
    },
    begin: (signal, atMs) => void toldMs.set(signal, atMs),
  };
}
