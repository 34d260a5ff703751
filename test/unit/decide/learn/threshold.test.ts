import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetsOf, thresholdsOf } from '../../../../src/decide/learn/threshold.ts';

const visits = [0.9, 0.1, 0.7, 0.5, -1, 0.3].map((p) => ({ p }));

describe('thresholds', () => {
  it('are the p that a budget reaches', () => {
    expect(thresholdsOf(visits, { budgets: [1, 1], precisions: [], days: 2 })).toEqual([
      { by: 'budget', perDay: 1, p: 0.7, precision: 0.8 },
    ]);
  });

  it('are all visits where the budget is larger', () => {
    const [one] = thresholdsOf(visits, { budgets: [100], precisions: [], days: 1 });
    expect(one).toMatchObject({ perDay: 5, p: 0.1, precision: 0.5 });
  });

  it('are the p from which on a share of what is found is fraud', () => {
    expect(thresholdsOf(visits, { budgets: [], precisions: [0.7, 0.99], days: 1 })).toEqual([
      { by: 'precision', perDay: 3, p: 0.5, precision: expect.closeTo(0.7, 12) },
    ]);
  });

  it('are none without visits', () => {
    expect(thresholdsOf([], { budgets: [10], precisions: [0.5], days: 1 })).toEqual([]);
  });

  it('find the most visits that have the share', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { minLength: 1, maxLength: 40 }), p, (values, wanted) => {
        const given = values.map((value) => ({ p: value }));
        const [one] = thresholdsOf(given, { budgets: [], precisions: [wanted], days: 1 });
        const sorted = values.toSorted((a, b) => b - a);
        const mean = (count: number) => sorted.slice(0, count).reduce((sum, value) => sum + value, 0) / count;
        if (!one) {
          expect(mean(1)).toBeLessThan(wanted);
          return;
        }
        expect(one.precision).toBeGreaterThanOrEqual(wanted);
        if (one.perDay < sorted.length) expect(mean(one.perDay + 1)).toBeLessThan(wanted + 1e-12);
      }),
    );
  });
});

describe('targets of thresholds', () => {
  it('are the budget and two shares, and what is wanted besides', () => {
    expect(targetsOf({}, 40)).toEqual({ budgets: [40], precisions: [0.1, 0.5] });
    const wanted = { budgets: [40, 5], precisions: [0.1, 0.2, 0.5] };
    expect(targetsOf({ perDay: 5, precision: 0.2 }, 40)).toEqual(wanted);
    expect(targetsOf({ precision: 0.5 }, 40)?.precisions).toEqual([0.1, 0.5]);
  });

  it.each([0, -1, 0.5, 1e6, Number.NaN, Number.POSITIVE_INFINITY, '5', null])(
    'are none for %s a day',
    (perDay) => {
      expect(targetsOf({ perDay } as object, 40)).toBeNull();
    },
  );

  it.each([0, -0.1, 1.01, Number.NaN, '0.5', null, {}])('are none for a share of %s', (precision) => {
    expect(targetsOf({ precision } as object, 40)).toBeNull();
  });
});
