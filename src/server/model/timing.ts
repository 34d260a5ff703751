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

/** Makes the function that tells the least time in seconds that a visit with some evidence took. */
export function createTiming(manifest: Settings): (evidence: Evidence) => number {
  const timed = FEATURES.map((feature, index) => ({ index, times: elapsedTimes(feature) })).filter(
    ({ times }) => times > 0,
  );
  return (evidence) => {
    let leastMs = 0;
    for (const { index, times } of timed) {
      if (evidence.missing[index]) continue;
      leastMs = Math.max(leastMs, times * intervalOf(evidence, index, manifest).least);
    }
    return leastMs / 1000;
  };
}
