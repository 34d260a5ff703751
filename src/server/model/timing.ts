import type { Feature } from '../../contract/features/feature.ts';
import { FEATURES } from '../../contract/features/index.ts';
import type { Settings } from '../../contract/model.ts';
import type { Evidence } from '../../scoring/quantise.ts';
import { intervalOf } from './interval.ts';

/**
 * The least length of the visit that a feature's value implies, in multiples of the value; 0 if it implies
 * none. A mean of `minCount` times implies `minCount` times its length. With a given median at least half of
 * the times are that long.
 */
export function elapsedTimes({ elapsed, minCount }: Feature): number {
  if (elapsed === 'once') return 1;
  if (elapsed === 'each') return minCount;
  return elapsed === 'median' ? Math.ceil(minCount / 2) : 0;
}

/** The least time in seconds that a visit with this evidence took. */
export function claimedSeconds(evidence: Evidence, manifest: Settings): number {
  const leastMs = FEATURES.map((feature, index) => {
    const times = elapsedTimes(feature);
    if (times === 0 || evidence.missing[index]) return 0;
    return times * intervalOf(evidence.values[index] ?? 0, index, manifest).least;
  });
  return Math.max(0, ...leastMs) / 1000;
}
