import { type Calibration, PRIOR } from './context.ts';

/** A line from the sum of logits to the logit of fraud, with the half of its 80 % interval. */
export type Curve = Pick<Calibration, 'slope' | 'intercept' | 'halfWidth'>;

/** Ends of the range over which a curve may differ from the prior (decide.md §8). */
export const RANGE = [-8, 8] as const;

/**
 * Logit of fraud of a visit. Beyond ±8, where context adds up, every curve runs on with the prior's slope:
 * two curves differ there by what they differ at the end of the range, so that a bound over the range
 * holds for
 * every visit.
 */
export function logitAt({ slope, intercept }: Pick<Curve, 'slope' | 'intercept'>, z: number): number {
  const inside = Math.max(RANGE[0], Math.min(RANGE[1], z));
  return slope * inside + intercept + PRIOR.slope * (z - inside);
}

/** Probability of a logit. */
export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
