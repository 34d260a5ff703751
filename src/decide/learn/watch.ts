import type { LearningState, LearningStore, StoredCalibration } from '../records/learning.ts';
import { hasGrown } from './alert-growth.ts';
import { goldLosses, goldOf, isWorse } from './gold.ts';
import { curvesOf, reigning, reignsOf } from './reigns.ts';

const DAY_MS = 86_400_000;

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
  return hasGrown(was, is) ? { calibration, reason: 'alert_rate' } : null;
}
