import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  autocorrelation,
  correlation,
  densestShare,
  deviation,
  lognormalDistance,
  mean,
  median,
  quantile,
  quartileRange,
  share,
  slope,
  variation,
} from '../../../../worker/features/stats.ts';
import { normal, seeded } from './visits.ts';

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const list = fc.array(value, { minLength: 1, maxLength: 60 });
const positive = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

describe('quantile', () => {
  it('lies between the least and the greatest, and rises with the share', () => {
    fc.assert(
      fc.property(
        list,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, a, b) => {
          const [low, high] = [quantile(values, Math.min(a, b)), quantile(values, Math.max(a, b))];
          expect(low).toBeGreaterThanOrEqual(Math.min(...values));
          expect(high).toBeLessThanOrEqual(Math.max(...values));
          expect(high - low).toBeGreaterThanOrEqual(-1e-9 * Math.max(1, Math.abs(high)));
        },
      ),
    );
  });

  it.each([
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4, 5], 0.25, 2],
    [[7], 0.9, 7],
  ])('of %j at %d is %d', (values, at, expected) => {
    expect(quantile(values, at)).toBeCloseTo(expected, 12);
  });

  it('has no answer for an empty list', () => {
    for (const of of [mean, median, deviation, variation, quartileRange]) expect(of([])).toBeNaN();
  });
});

describe('spread', () => {
  it('does not change when everything moves, and grows with everything', () => {
    fc.assert(
      fc.property(list, fc.double({ min: -1000, max: 1000, noNaN: true }), (values, by) => {
        const moved = values.map((one) => one + by);
        expect(deviation(moved)).toBeCloseTo(deviation(values), 3);
        expect(quartileRange(values.map((one) => one * 2))).toBeCloseTo(2 * quartileRange(values), 3);
      }),
    );
  });

  it('as coefficient of variation has no unit', () => {
    fc.assert(
      fc.property(positive, fc.double({ min: 0.01, max: 100, noNaN: true }), (values, factor) => {
        expect(variation(values.map((one) => one * factor))).toBeCloseTo(variation(values), 6);
      }),
    );
  });
});

describe('correlation', () => {
  it('is within −1 and 1, the same both ways, and 1 with itself', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 40 }), (pairs) => {
        const [left, right] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        const both = correlation(left, right);
        if (Number.isNaN(both)) return;
        expect(Math.abs(both)).toBeLessThanOrEqual(1);
        expect(correlation(right, left)).toBeCloseTo(both, 9);
        expect(correlation(left, left)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('has no answer where nothing varies', () => {
    expect(correlation([1, 1, 1], [1, 2, 3])).toBeNaN();
    expect(autocorrelation([4, 4, 4, 4], 1)).toBeNaN();
    expect(slope([2, 2], [1, 5])).toBeNaN();
  });

  it('of a list with itself one place on is negative for a saw and positive for a slope', () => {
    expect(autocorrelation([1, -1, 1, -1, 1, -1, 1, -1], 1)).toBeLessThan(-0.8);
    expect(autocorrelation([1, 2, 3, 4, 5, 6, 7, 8], 1)).toBeGreaterThan(0.5);
  });
});

describe('slope', () => {
  it('finds the line it was given', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }), (rise, start) => {
        const xs = [0, 1, 2, 3, 4];
        expect(
          slope(
            xs,
            xs.map((x) => start + rise * x),
          ),
        ).toBeCloseTo(rise, 9);
      }),
    );
  });
});

describe('densest share', () => {
  it.each([
    [[50, 50, 50, 50], 4, 1],
    [[1, 2, 3, 100], 4, 0.75],
    [[0, 10, 20, 30], 4, 0.25],
  ])('of %j in windows of %d is %d', (values, width, expected) => {
    expect(densestShare(values, width)).toBe(expected);
  });

  it('is a share that grows with the window', () => {
    fc.assert(
      fc.property(list, fc.double({ min: 0, max: 100, noNaN: true }), (values, width) => {
        const narrow = densestShare(values, width);
        expect(narrow).toBeGreaterThan(0);
        expect(densestShare(values, width * 2)).toBeGreaterThanOrEqual(narrow);
      }),
    );
  });
});

describe('log-normal distance', () => {
  const random = seeded(7);
  const lognormal = Array.from({ length: 150 }, () => Math.exp(5 + 0.5 * normal(random)));
  it('is small for log-normal values, larger for uniform ones and 1 for a constant', () => {
    expect(lognormalDistance(lognormal)).toBeLessThan(0.09);
    expect(
      lognormalDistance([...Array.from({ length: 140 }, () => 100), ...lognormal.slice(0, 10)]),
    ).toBeGreaterThan(0.3);
    expect(lognormalDistance([80, 80, 80])).toBe(1);
  });

  it('has no unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 10, noNaN: true }), (factor) => {
        expect(lognormalDistance(lognormal.map((one) => one * factor))).toBeCloseTo(
          lognormalDistance(lognormal),
          6,
        );
      }),
    );
  });
});

describe('share', () => {
  it('counts what passes the test', () => {
    expect(share([1, 2, 3, 4], (one) => one > 2)).toBe(0.5);
    expect(share([], () => true)).toBeNaN();
  });
});
