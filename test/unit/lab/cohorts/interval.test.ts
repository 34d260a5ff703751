import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../train/random.ts';
import { intervalOf, wilson } from '../../../lab/cohorts/interval.ts';

describe('wilson', () => {
  // Newcombe, Statist. Med. 17, 857–72 (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the published interval', (hits, n, low, high) => {
    expect(wilson(hits, n)[0]).toBeCloseTo(low, 4);
    expect(wilson(hits, n)[1]).toBeCloseTo(high, 4);
  });

  it('begins at 0 where nothing was seen, and ends at 1 where everything was', () => {
    for (let n = 1; n <= 100; n++) expect([wilson(0, n)[0], wilson(n, n)[1]]).toEqual([0, 1]);
  });
});

describe('interval by person', () => {
  const trials = (hit: (person: number, session: number) => boolean) =>
    Array.from({ length: 200 }, (_, n) => ({
      hit: hit(n % 5, n),
      people: [`hand/${n % 20}`, `typist/${n % 5}`],
    }));
  it('is Wilson’s where nothing happened', () => {
    const given = trials(() => false);
    expect(intervalOf(given, createRandom('interval'))).toEqual(wilson(0, 200));
  });
  it('is wider when one person makes all of it', () => {
    const spread = intervalOf(
      trials((_, n) => Math.floor(n / 20) % 10 === 0),
      createRandom('interval'),
    );
    const one = intervalOf(
      trials((person, n) => person === 0 && n % 2 === 0),
      createRandom('interval'),
    );
    expect(one[1] - one[0]).toBeGreaterThan(1.5 * (spread[1] - spread[0]));
  });
});
