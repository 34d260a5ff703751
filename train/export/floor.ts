import type { Manifest } from '../../src/contract/model.ts';
import { MIN_FEATURES } from '../../src/scoring/level.ts';
import type { Evidence } from '../../src/scoring/quantise.ts';
import { rootMeanSquare } from '../../src/scoring/root-mean-square.ts';

/** A17: share of the least that a person had. It leaves room for people who are more average than these. */
const SHARE = 0.8;

/**
 * How average a visit may be, from the evidence of people: a share of their least root mean square, rounded
 * down to a tenth of a step. The people must be others than the model was fitted to. Undefined where nobody
 * has enough features for a verdict.
 */
export function floorOf(people: readonly Evidence[]): Manifest['floor'] {
  const spreads = people
    .filter(({ missing }) => missing.reduce((count, bit) => count - bit, missing.length) >= MIN_FEATURES)
    .map(rootMeanSquare);
  if (spreads.length === 0) return undefined;
  const least = spreads.reduce((low, spread) => Math.min(low, spread));
  return { rms: Math.floor(10 * SHARE * least) / 10, n: spreads.length };
}
