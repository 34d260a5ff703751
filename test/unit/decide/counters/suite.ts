import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedAttempt, Counters } from '../../../../src/decide/counters/counters.ts';
import { velocityOf } from '../../../../src/decide/facts/velocity.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** At the edge of a bucket of either width. */
export const T0 = 1_800_000_000_000;

export const attempt = (atMs: number, change: Partial<CountedAttempt> = {}): CountedAttempt => ({
  atMs,
  entities: { key: 'k', account: 'a', card: 'c', ip: 'i', net: 'n' },
  isRefused: false,
  amount: 0,
  account: 'a',
  card: 'c',
  ...change,
});

/** What every implementation of the counters does; `numRuns` of random attempts. */
export function testCounters(open: () => Promise<Counters>, numRuns: number): void {
  async function countAll(attempts: readonly CountedAttempt[]) {
    const counters = await open();
    let velocity = velocityOf({});
    for (const one of attempts) velocity = velocityOf(await counters.count(one));
    return velocity;
  }

  describe('velocity', () => {
    it('counts the event itself', async () => {
      const velocity = await countAll([attempt(T0, { amount: 12.5 })]);
      for (const entity of ['key', 'account', 'card', 'ip', 'net'] as const)
        for (const window of ['10m', '1h', '1d'] as const)
          expect([
            velocity[`attempts_per_${entity}_${window}`],
            velocity[`refused_per_${entity}_${window}`],
            velocity[`accounts_per_${entity}_${window}`],
            velocity[`cards_per_${entity}_${window}`],
            velocity[`amount_per_${entity}_${window}`],
          ]).toEqual([1, 0, 1, 1, 12.5]);
    });

    it('is 0 for what the visit does not have', async () => {
      const velocity = await countAll([attempt(T0, { entities: { ip: 'i' }, account: null, card: null })]);
      expect(velocity.attempts_per_key_1d).toBe(0);
      expect(velocity.attempts_per_ip_1d).toBe(1);
      expect(velocity.accounts_per_ip_1d).toBe(0);
    });

    it('counts refused attempts among all', async () => {
      const velocity = await countAll([attempt(T0), attempt(T0, { isRefused: true })]);
      expect([velocity.attempts_per_ip_1h, velocity.refused_per_ip_1h]).toEqual([2, 1]);
    });

    it.each([
      ['10m', 10 * MINUTE, MINUTE],
      ['1h', HOUR, MINUTE],
      ['1d', DAY, 10 * MINUTE],
    ] as const)('forgets after %s, one bucket early at most', async (window, lengthMs, widthMs) => {
      const countAfter = async (ageMs: number, offsetMs = 0) =>
        (await countAll([attempt(T0 + offsetMs), attempt(T0 + offsetMs + ageMs)]))[
          `attempts_per_ip_${window}`
        ];
      expect(await countAfter(lengthMs)).toBe(1);
      expect(await countAfter(lengthMs + 1)).toBe(1);
      expect(await countAfter(lengthMs - 1)).toBe(2);
      // An event late in its bucket drops out with the bucket, and never later than its window.
      expect(await countAfter(lengthMs, widthMs - 1)).toBe(1);
      expect(await countAfter(lengthMs - widthMs, widthMs - 1)).toBe(2);
    });

    it('never counts what is a window old, and always what is a bucket younger', async () => {
      const ages = fc.array(fc.integer({ min: 0, max: 2 * DAY }), { minLength: 1, maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(ages, fc.integer({ min: 0, max: DAY }), async (list, offset) => {
          const now = T0 + 3 * DAY + offset;
          const events = list.toSorted((a, b) => b - a).map((age) => attempt(now - age));
          const velocity = await countAll([...events, attempt(now)]);
          for (const [window, length, width] of [
            ['10m', 10 * MINUTE, MINUTE],
            ['1h', HOUR, MINUTE],
            ['1d', DAY, 10 * MINUTE],
          ] as const) {
            const counted = velocity[`attempts_per_key_${window}`];
            expect(counted).toBeLessThanOrEqual(1 + list.filter((age) => age < length).length);
            expect(counted).toBeGreaterThanOrEqual(1 + list.filter((age) => age <= length - width).length);
          }
        }),
        { numRuns },
      );
    });

    it.each([
      [64, 64],
      [65, 65],
      [200, 65],
    ])('counts %i different cards as %i', async (cards, counted) => {
      const spread = Array.from({ length: cards }, (_, i) =>
        attempt(T0 + i * 10 * SECOND, { card: `c${i}` }),
      );
      expect((await countAll(spread)).cards_per_key_1h).toBe(counted);
      const atOnce = spread.map((one) => ({ ...one, atMs: T0 }));
      expect((await countAll([...atOnce, ...atOnce])).cards_per_key_1d).toBe(counted);
    });
  });

  describe('erasing', () => {
    it.each([
      [{ account: 'a' }, { account: 1, card: 2, key: 2 }],
      [{ card: 'c' }, { account: 2, card: 1, key: 2 }],
      [{ key: 'k' }, { account: 2, card: 2, key: 1 }],
    ])('%o forgets what was counted for it alone', async (subject, counted) => {
      const counters = await open();
      await counters.count(attempt(T0));
      await counters.erase(subject);
      const velocity = velocityOf(await counters.count(attempt(T0)));
      expect({
        account: velocity.attempts_per_account_1d,
        card: velocity.attempts_per_card_1d,
        key: velocity.attempts_per_key_1d,
      }).toEqual(counted);
    });
  });
}
