import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../../../src/decide/outcome.ts';
import { dueOf } from '../../../../src/decide/triage/due.ts';
import { expectedLossOf, type Losing, lossOf } from '../../../../src/decide/triage/loss.ts';
import { rankOf } from '../../../../src/decide/triage/rank.ts';

const HOUR = 3_600_000;
const risk = { p: 0.1, basis: 'prior', low: 0.05, high: 0.2 } as const;
const losing = (change: Partial<Losing> = {}): Losing => ({
  action: 'checkout',
  outcome: 'review',
  risk,
  context: [],
  facts: { amount: 100 },
  ...change,
});

describe('the expected loss', () => {
  it('is the upper bound of the risk times the amount, with its interval', () => {
    expect(expectedLossOf(losing())).toBe(20);
    expect(lossOf(losing())).toEqual({ low: 5, expected: 10, high: 20 });
  });

  it('is nothing once the visit was denied', () => {
    expect(expectedLossOf(losing({ outcome: 'deny' }))).toBe(0);
  });

  it('is not known without an amount or a risk, and assumed for the rank', () => {
    const unknown = { p: null, basis: 'none', low: 0, high: 1 } as const;
    expect(expectedLossOf(losing({ facts: { amount: null } }))).toBeNull();
    expect(expectedLossOf(losing({ risk: unknown }))).toBeNull();
    expect(lossOf(losing({ facts: { amount: null } })).high).toBe(20);
    const alone = lossOf(losing({ risk: unknown })).high;
    const facts = [{ code: 'many_cards', weight: 3, text: '' }];
    expect(alone).toBeGreaterThan(0);
    expect(lossOf(losing({ risk: unknown, context: facts })).high).toBeGreaterThan(alone);
  });

  it('stays within what can be lost, whatever the amount and the risk', () => {
    const number = fc.oneof(
      fc.double(),
      fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, -1, 1e308),
    );
    const action = fc.constantFrom('checkout', 'login', 'signup', 'other', '__proto__');
    fc.assert(
      fc.property(action, fc.constantFrom(...OUTCOMES), number, number, (name, outcome, amount, high) => {
        const change = { action: name, outcome, facts: { amount }, risk: { ...risk, high } };
        for (const loss of Object.values(lossOf(losing(change)))) {
          expect(loss).toBeGreaterThanOrEqual(0);
          expect(loss).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
          if (amount > 0) expect(loss).toBeLessThanOrEqual(amount);
        }
      }),
    );
  });
});

describe('the rank', () => {
  const rank = (high: number, openedMs = 0) => rankOf({ loss: { high }, openedMs });
  it('is by the loss, and doubles with every day of waiting', () => {
    expect(rank(20)).toBeGreaterThan(rank(10));
    expect(rank(10, 0)).toBeCloseTo(rank(20, 24 * HOUR), 9);
    expect(rank(10, 0)).toBeCloseTo(rank(40, 48 * HOUR), 9);
  });

  it('is a number where nothing can be lost', () => {
    expect(Number.isFinite(rank(0))).toBe(true);
  });
});

describe('the due date', () => {
  it('comes sooner where an order is held back', () => {
    expect(dueOf({ hold: true, atMs: 0 })).toBe(4 * HOUR);
    expect(dueOf({ hold: false, atMs: 0 })).toBe(24 * HOUR);
  });
});
