import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOf, coarsen, gather, psi } from '../../../../src/decide/drift/psi.ts';
import { createRandom } from '../../../../train/random.ts';

const counts = fc.array(fc.nat(500), { minLength: 33, maxLength: 33 }).filter((bins) => bins.some(Boolean));

describe('population stability index', () => {
  it('is what the definition says', () => {
    // Without smoothing Σ (q − p)·ln(q / p) of .5 and .5 against .25 and .75 is .2747.
    expect(psi([50_000, 50_000], [25_000, 75_000])).toBeCloseTo(0.2747, 3);
  });

  it('is 0 for the same shares, and finite and positive else', () => {
    expect(psi([10, 20, 30], [10, 20, 30])).toBe(0);
    fc.assert(
      fc.property(counts, counts, (was, is) => {
        const value = psi(was, is);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(100);
      }),
    );
  });

  it('is beyond what chance gives about as often as the quantile says', () => {
    const random = createRandom('chance');
    const draw = (visits: number) => {
      const bins = new Array<number>(10).fill(0);
      for (let visit = 0; visit < visits; visit++) {
        const bin = random.integer(0, 9);
        bins[bin] = (bins[bin] ?? 0) + 1;
      }
      return bins;
    };
    const level = chanceOf(10, { visits: 1000, now: 300 }, 1.645);
    const beyond = Array.from({ length: 2000 }, () => psi(draw(1000), draw(300))).filter(
      (one) => one > level,
    );
    expect(beyond.length / 2000).toBeGreaterThan(0.03);
    expect(beyond.length / 2000).toBeLessThan(0.07);
  });
});

describe('coarse bins', () => {
  it('keep every visit, in order, and those without the feature apart', () => {
    fc.assert(
      fc.property(counts, (fine) => {
        const places = coarsen(fine);
        const coarse = gather(fine, places);
        expect(coarse.reduce((sum, one) => sum + one, 0)).toBe(fine.reduce((sum, one) => sum + one, 0));
        expect([...places]).toEqual([...places].toSorted((a, b) => a - b));
        expect(places.filter((place) => place === places[32])).toHaveLength(1);
        expect(coarse.at(-1)).toBe(fine[32]);
      }),
    );
  });

  it('have 8 % of the visits each, but where one alone has fewer', () => {
    const coarse = gather(new Array(33).fill(10), coarsen(new Array(33).fill(10)));
    expect(Math.min(...coarse.slice(0, -1)) / 330).toBeGreaterThanOrEqual(0.08);
  });
});
