import { describe, expect, it } from 'vitest';
import { logTail } from '../../../../src/decide/campaign/tail.ts';

describe('logTail', () => {
  it.each([
    [3, 1, 0.3, 4 * 0.3 ** 3 * 0.7 + 0.3 ** 4],
    [20, 0, 0.25, 0.25 ** 20],
    [1, 1, 0.5, 0.75],
  ])('is the binomial tail for %i of %i more at %d', (near, others, share, chance) => {
    expect(logTail(near, others, { share })).toBeCloseTo(Math.log10(chance), 9);
  });

  it('is certain where none is asked for', () => {
    expect(logTail(0, 7, { share: 0.2 })).toBeCloseTo(0, 9);
  });

  it('stays finite where the chance is below the smallest number', () => {
    expect(logTail(600, 0, { share: 0.01 })).toBeCloseTo(-1200, 6);
  });

  it('is exact where it is no more than what is of interest', () => {
    expect(logTail(9, 1, { share: 0.3, most: -3 })).toBe(logTail(9, 1, { share: 0.3 }));
    expect(logTail(9, 1, { share: 0.3, most: -9 })).toBe(0);
  });
});
