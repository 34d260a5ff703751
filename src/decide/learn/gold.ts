import type { GoldSet } from '../records/learning.ts';
import { type Curve, logitAt } from '../triage/curve.ts';
import type { WasWould } from '../was-would.ts';

/** Labels of a frozen set at the least (decide.md §8). */
export const LEAST_GOLD = 200;
/** A curve whose log-loss on the frozen set grows by more than this share is refused (decide.md §8). */
export const GOLD_GROWTH = 0.02;

/** The frozen set of an action that counts: large enough, and agreed to by a second person. */
export const goldOf = (sets: readonly GoldSet[], action: string): GoldSet | null =>
  sets.find((set) => set.action === action && set.confirmedBy !== null && set.labels.length >= LEAST_GOLD) ??
  null;

/**
 * Mean log-loss on a frozen set: the least of the curves that were in force, and that of another. By the
 * least, so that many steps of which each costs a little cannot add up.
 */
export const goldLosses = ({ labels }: GoldSet, before: readonly Curve[], would: Curve): WasWould => ({
  was: Math.min(...before.map((curve) => logLoss(labels, curve))),
  would: logLoss(labels, would),
});

export const isWorse = ({ was, would }: WasWould): boolean => would > was * (1 + GOLD_GROWTH);

function logLoss(labels: GoldSet['labels'], curve: Curve): number {
  let [loss, whole] = [0, 0];
  for (const { z, isFraud, weight } of labels) {
    const logit = logitAt(curve, z);
    const against = isFraud ? -logit : logit;
    loss += weight * (Math.log1p(Math.exp(-Math.abs(against))) + Math.max(0, against));
    whole += weight;
  }
  return whole > 0 ? loss / whole : 0;
}
