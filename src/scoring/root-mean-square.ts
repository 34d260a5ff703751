import type { Evidence } from './quantise.ts';

/**
 * Root mean square of the present values of evidence, in steps: how far a visit lies from the average
 * one. Infinite where nothing is present. Training measures its floor with it, and the verifier
 * compares (A17).
 */
export function rootMeanSquare({ values, missing }: Pick<Evidence, 'values' | 'missing'>): number {
  const present = values.filter((_, index) => !missing[index]);
  if (present.length === 0) return Number.POSITIVE_INFINITY;
  return Math.sqrt(present.reduce((sum, value) => sum + value * value, 0) / present.length);
}
