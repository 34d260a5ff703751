import type { LearningStore, StoredCalibration } from '../records/learning.ts';
import { type Calibration, PRIOR } from '../triage/context.ts';
import type { CalibrationOf } from '../triage/risk.ts';
import { calibrationOf } from './calibration.ts';

/** What another process has applied is in force here after so long. Chosen: as of policies. */
const REFRESH_MS = 10_000;

/** A curve is watched for its first day (decide.md §8). */
const WATCHED_MS = 86_400_000;
/** A process looks so often. Chosen: two counts of a day's decisions are cheap by the minute. */
const WATCH_MS = 5 * 60_000;

/** The curves in force, as decisions ask for them. */
export interface Calibrations {
  readonly calibrationOf: CalibrationOf;
  /** Resolves once they were read for the first time. @throws where the store fails */
  ready(): Promise<void> | undefined;
  /** @throws where the store fails */
  refresh(): Promise<void>;
}

interface CalibrationsOptions {
  readonly now: () => number;
  /** Takes a curve back where it has to be. Told of actions whose curve is new. */
  readonly watch: (action: string) => Promise<unknown>;
}

/** Reads the curves in force, and reads them again while decisions go on. */
export function createCalibrations(
  store: Pick<LearningStore, 'inForce'>,
  { now, watch }: CalibrationsOptions,
): Calibrations {
  let known: ReadonlyMap<string, Calibration> | null = null;
  let watchedMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;
  let readMs = Number.NEGATIVE_INFINITY;

  async function read(): Promise<void> {
    const inForce = await store.inForce();
    known = new Map(inForce.map((one) => [one.action, calibrationOf(one)]));
    watchNew(inForce);
  }

  /** Nobody waits for it; what fails is tried again. */
  function watchNew(inForce: readonly StoredCalibration[]): void {
    const nowMs = now();
    const fresh = inForce.filter(({ appliedMs }) => nowMs - (appliedMs ?? 0) <= WATCHED_MS);
    const sinceMs = nowMs - watchedMs;
    // A clock that was set back must not stop it until that time comes again.
    if (fresh.length === 0 || (sinceMs >= 0 && sinceMs < WATCH_MS)) return;
    watchedMs = nowMs;
    for (const { action } of fresh) watch(action).catch(() => undefined);
  }

  /** One reading at a time; one that failed is tried again after a while. */
  function refresh(): Promise<void> {
    readMs = performance.now();
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  }

  return {
    calibrationOf(action) {
      if (performance.now() - readMs >= REFRESH_MS) refresh().catch(() => undefined);
      return known?.get(action) ?? PRIOR;
    },
    ready: () => (known === null ? refresh() : undefined),
    async refresh() {
      // What is being read may be older than what was just written.
      await reading?.catch(() => undefined);
      await refresh();
    },
  };
}
