import type { LearningState, LearningStore, StoredCalibration } from '../records/learning.ts';
import { goldLosses, goldOf, isWorse } from './gold.ts';
import { curvesOf, reigning, reignsOf } from './reigns.ts';

const DAY_MS = 86_400_000;
/** A curve is taken back where alerts grow by more than this (decide.md §8). */
export const ALERT_GROWTH = 1.5;
/** Fewer visits say nothing. Chosen: a rate of 5 % is then known to within 2 %. */
const LEAST_VISITS = 100;
/** Deviations that chance explains. Chosen: one in 700 checks is wrong by chance. */
const DEVIATIONS = 3;

export type WatchReason = 'alert_rate' | 'gold_worse';

/** Why the curve of an action in force is to be taken back; null where it may stay. */
export async function watch(
  store: Pick<LearningStore, 'alerts'>,
  state: Pick<LearningState, 'calibrations' | 'gold'>,
  { action, nowMs }: { readonly action: string; readonly nowMs: number },
): Promise<{ readonly calibration: StoredCalibration; readonly reason: WatchReason } | null> {
  const { calibrations, gold } = state;
  const current = reigning(calibrations, action);
  const calibration = calibrations.find(({ id }) => id === current.id);
  // What was in force before, and is again after a roll-back, had its day.
  if (!calibration || calibration.appliedMs !== current.fromMs) return null;
  const set = goldOf(gold, action);
  const curves = curvesOf(reignsOf(calibrations, action), nowMs);
  if (set && isWorse(goldLosses(set, curves, current.curve))) return { calibration, reason: 'gold_worse' };
  const { fromMs } = current;
  if (nowMs - fromMs > DAY_MS) return null;
  const [was, is] = await Promise.all([
    store.alerts({ action, fromMs: fromMs - DAY_MS, toMs: fromMs }),
    store.alerts({ action, fromMs, toMs: nowMs + 1 }),
  ]);
  return isTooMany(was, is) ? { calibration, reason: 'alert_rate' } : null;
}

interface Counted {
  readonly visits: number;
  readonly alerts: number;
}

/** By more than half, and by more than chance explains. */
function isTooMany(was: Counted, is: Counted): boolean {
  if (was.visits < LEAST_VISITS || is.visits < LEAST_VISITS) return false;
  const expected = ALERT_GROWTH * (was.alerts / was.visits) * is.visits;
  return is.alerts > expected + DEVIATIONS * Math.sqrt(expected + 1);
}
