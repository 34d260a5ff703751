import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesOf } from '../../../../src/decide/triage/budget.ts';
import { draw, isNovel, randomOf } from '../../../../src/decide/triage/draw.ts';

describe('the budget', () => {
  it('is four fifths by loss and a fifth by chance, half of it among the unfamiliar', () => {
    expect(placesOf()).toEqual({ perDay: 100, ranked: 80, drawn: 20, novel: 10 });
    expect(placesOf({ perDay: 3, audit: 0 })).toEqual({ perDay: 3, ranked: 3, drawn: 0, novel: 0 });
  });

  it.each([{ perDay: -1 }, { perDay: 1.5 }, { perDay: Number.NaN }, { audit: 1.1 }, { audit: Number.NaN }])(
    'refuses %o',
    (budget) => {
      expect(() => placesOf(budget)).toThrow(TypeError);
    },
  );
});

describe('the audit', () => {
  const count = fc.nat(300);
  it('fills its places where there are visits, each of them once', () => {
    fc.assert(
      fc.property(count, count, fc.nat(60), fc.nat(), (novel, other, perDay, seed) => {
        const places = placesOf({ perDay });
        const drawn = draw({ novel, other }, places, randomOf(seed));
        const all = [drawn.novel, drawn.other];
        expect(all[0]!.places.length + all[1]!.places.length).toBe(Math.min(places.drawn, novel + other));
        for (const [index, { places: taken, propensity }] of all.entries()) {
          const size = [novel, other][index]!;
          expect(new Set(taken).size).toBe(taken.length);
          expect(taken.every((place) => place >= 0 && place < size)).toBe(true);
          expect(propensity * size).toBeCloseTo(taken.length, 9);
        }
        const half = Math.min(places.novel, novel);
        expect(drawn.novel.places.length).toBeGreaterThanOrEqual(half);
      }),
    );
  });

  it('is the same with the same seed, and another with another', () => {
    const places = placesOf();
    const of = (seed: number) => draw({ novel: 500, other: 5000 }, places, randomOf(seed));
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8));
  });

  it('estimates without bias what it did not look at (Horvitz–Thompson)', () => {
    // 40 unfamiliar visits with 30 frauds, 960 others with 20: a plain mean of the sample would be far off.
    const isFraud = { novel: (place: number) => place % 4 !== 0, other: (place: number) => place % 48 === 0 };
    const random = randomOf(1);
    const days = 4000;
    let sum = 0;
    for (let day = 0; day < days; day++) {
      const { novel, other } = draw({ novel: 40, other: 960 }, placesOf(), random);
      sum += novel.places.filter(isFraud.novel).length / novel.propensity;
      sum += other.places.filter(isFraud.other).length / other.propensity;
    }
    // One day's estimate deviates by 44, so that the mean of 4,000 does by 0.7.
    expect(Math.abs(sum / days - 50)).toBeLessThan(2.5);
  });

  it('calls unfamiliar what has no level and what lies out of bounds', () => {
    expect(isNovel({ level: 'unknown', flags: [] })).toBe(true);
    expect(isNovel({ level: 'medium', flags: ['implausible_evidence'] })).toBe(true);
    expect(isNovel({ level: 'high', flags: ['near_duplicate'] })).toBe(false);
  });
});
