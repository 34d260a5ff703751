import { describe, expect, it } from 'vitest';
import { BINS, binOf, quantileOf } from '../../../../src/decide/alignment/histogram.ts';

const countsOf = (values: readonly number[]) => {
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) counts[binOf(value)] = (counts[binOf(value)] ?? 0) + 1;
  return counts;
};

describe('a histogram of evidence', () => {
  it('has a bin for every int8', () => {
    const bins = Array.from({ length: 256 }, (_, index) => binOf(index - 128));
    expect(Math.min(...bins)).toBe(0);
    expect(Math.max(...bins)).toBe(BINS - 1);
    expect(bins).toEqual(bins.toSorted((a, b) => a - b));
  });

  it('knows quantiles to within a bin', () => {
    const values = Array.from({ length: 201 }, (_, index) => index - 100);
    for (const share of [0.25, 0.5, 0.75])
      expect(Math.abs((quantileOf(countsOf(values), share) ?? 999) - (200 * share - 100))).toBeLessThan(4.1);
  });

  it('says nothing of nothing', () => {
    expect(quantileOf(countsOf([]), 0.5)).toBeNull();
  });
});
