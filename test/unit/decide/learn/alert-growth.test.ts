import { describe, expect, it } from 'vitest';
import { hasGrown } from '../../../../src/decide/learn/alert-growth.ts';
import { createRandom } from '../../../../train/random.ts';

interface Site {
  readonly perDay: number;
  readonly rate: number;
  /** How many times as frequent alerts are on the second day. */
  readonly growth: number;
}

/** Of so many sites, those whose curve is taken back where somebody looks at every visit of a day. */
function takenBack({ perDay, rate, growth }: Site, sites: number): number {
  const random = createRandom('alert growth', perDay, rate, growth);
  const isTakenBack = () => {
    const was = { visits: perDay, alerts: 0 };
    for (let visit = 0; visit < perDay; visit++) was.alerts += Number(random.chance(rate));
    const is = { visits: 0, alerts: 0 };
    while (is.visits < perDay) {
      is.visits++;
      is.alerts += Number(random.chance(rate * growth));
      if (hasGrown(was, is)) return true;
    }
    return false;
  };
  return Array.from({ length: sites }, isTakenBack).filter(Boolean).length;
}

describe('alerts that have grown', () => {
  it.each([
    [100, 0.03],
    [100, 0.1],
    [200, 0.02],
    [200, 0.05],
    [400, 0.02],
    [400, 0.05],
    [400, 0.3],
  ])('are seen once in 700 days at the most where nothing changed: %i visits a day, %d', (perDay, rate) => {
    expect(takenBack({ perDay, rate, growth: 1 }, 3500)).toBeLessThanOrEqual(5);
  });

  it('are seen as rarely on a busy site, whose many looks begin with few visits', () => {
    expect(takenBack({ perDay: 3000, rate: 0.01, growth: 1 }, 700)).toBeLessThanOrEqual(1);
  });

  it.each([
    [2000, 0.05, 2],
    [5000, 0.02, 2],
    [400, 0.05, 4],
    [200, 0.05, 8],
  ])(
    'are seen within the day on nine of ten sites: %i visits a day, %d, times %i',
    (perDay, rate, growth) => {
      expect(takenBack({ perDay, rate, growth }, 100)).toBeGreaterThanOrEqual(90);
    },
  );

  it('are none where they have grown by less than half, however many there are', () => {
    expect(hasGrown({ visits: 1e6, alerts: 50_000 }, { visits: 1e6, alerts: 74_900 })).toBe(false);
    expect(hasGrown({ visits: 1e6, alerts: 50_000 }, { visits: 1e6, alerts: 75_100 })).toBe(true);
  });

  it('are none with fewer than 100 visits on either side, and few where there were none', () => {
    expect(hasGrown({ visits: 99, alerts: 0 }, { visits: 1000, alerts: 1000 })).toBe(false);
    expect(hasGrown({ visits: 1000, alerts: 0 }, { visits: 99, alerts: 99 })).toBe(false);
    expect(hasGrown({ visits: 1000, alerts: 0 }, { visits: 1000, alerts: 20 })).toBe(false);
    expect(hasGrown({ visits: 1000, alerts: 0 }, { visits: 1000, alerts: 30 })).toBe(true);
  });
});
