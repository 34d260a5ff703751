import { describe, expect, it } from 'vitest';
import {
  type DeciderOptions,
  memoryCounters,
  memoryRecords,
  type Records,
} from '../../../src/decide/index.ts';
import { accepted, BASKET, BERLIN, clock, decider, refused } from './setup.ts';

/** A query that runs when it is awaited, and whose answer never comes. */
const lazy = (): never => ({ then: () => undefined }) as never;
const answering = (answer: unknown) => async () => answer as never;
const records = (change: object): Records => ({ ...memoryRecords(), ...change });
const unreadable = new Proxy(
  {},
  {
    get() {
      throw new Error('no');
    },
  },
);

async function decideWith(options: Partial<DeciderOptions>) {
  const { decide } = await decider(options);
  return decide(accepted(), { ...BASKET, request: { place: BERLIN } });
}

describe('what answers without being a promise, and never', () => {
  it.each<[string, Partial<DeciderOptions>, string | undefined]>([
    ['a place', { locate: lazy }, undefined],
    ['an agent', { agents: { verify: lazy } }, undefined],
    ['counters', { counters: { ...memoryCounters(), count: lazy } }, 'counters'],
    ['records', { records: records({ recall: lazy }) }, 'records'],
    ['a record', { records: records({ save: lazy }) }, undefined],
  ])('does not hold up a decision: %s', async (_, options, failover) => {
    const decision = await decideWith({ ...options, timeoutMs: 50 });
    expect(decision.failover).toBe(failover);
  });
});

describe('what answers with something else', () => {
  const tally = { attempts: 1, refused: 0, accounts: 1, cards: Number.NaN, amount: 1 };
  const series = { '10m': tally, '1h': tally, '1d': tally };
  const all = { key: series, account: series, card: series };

  it.each([null, {}, 7, { key: 5 }, all])('counters: %o', async (answer) => {
    const counters = { ...memoryCounters(), count: answering(answer) };
    expect(await decideWith({ counters })).toMatchObject({ outcome: 'challenge', failover: 'counters' });
  });

  it.each([null, {}, 'text', { from: null, homes: [], snoozed: [], repeated: null }])(
    'records: %o make no key known',
    async (answer) => {
      expect(await decideWith({ records: records({ recall: answering(answer) }) })).toMatchObject({
        outcome: 'challenge',
        failover: 'records',
        facts: { key: { known: false, age_days: 0 } },
      });
    },
  );

  it.each([null, {}, { decision: 5 }, { decision: { outcome: 'allow' } }])('a record: %o', async (saved) => {
    const decision = await decideWith({ records: records({ save: answering(saved) }) });
    expect(decision).toMatchObject({ id: expect.stringMatching(/./), outcome: 'allow', rule: null });
  });

  it.each([unreadable, { place: unreadable }, { place: { lat: '1', lon: 2 } }])(
    'a place that cannot be read is not known',
    async (location) => {
      const decision = await decideWith({ locate: () => location as never });
      expect(decision).toMatchObject({ outcome: 'allow', facts: { travel: { kind: 'unknown' } } });
      expect(decision).not.toHaveProperty('failover');
    },
  );

  it.each([Number.NaN, 'noon', undefined])('a clock: %o', async (time) => {
    const { decide } = await decider({ now: () => clock.ms });
    clock.ms = time as never;
    expect(await decide(accepted(), BASKET)).toMatchObject({
      outcome: 'challenge',
      failover: 'error',
      atMs: expect.any(Number),
    });
  });
});

describe('a verification with members of other types', () => {
  it.each<[string, object]>([
    ['a score', { score: Number.NaN }],
    ['a score beyond 1', { score: 2 }],
    ['flags in a text', { flags: 'near_duplicate' }],
    ['no flags', { flags: null }],
    ['a group', { groups: { pointer: Number.NaN } }],
    ['degraded', { degraded: [1] }],
  ])('is a refused one: %s', async (_, change) => {
    const { decide } = await decider();
    expect(await decide(accepted(change), BASKET)).toMatchObject({
      outcome: 'challenge',
      facts: { level: 'refused', code: 'malformed' },
    });
  });

  it.each([unreadable, 7, '', 'a\0', '\ud800'])('is malformed by its code', async (code) => {
    const { decide } = await decider();
    expect((await decide(refused(code as never), BASKET)).facts.code).toBe('malformed');
  });
});

it.each([
  [Number.MAX_VALUE, 'EUR'],
  [Number.MAX_VALUE, 'USD'],
])('an amount of %d %s is not known, and spoils no sum', async (amount, currency) => {
  const { decide } = await decider({ amounts: { currency: 'EUR', rates: { USD: 2 } } });
  await decide(accepted(), { ...BASKET, amount, currency });
  const { facts } = await decide(accepted(), { ...BASKET, amount, currency });
  expect(facts.amount).toBeNull();
  expect(facts.velocity.amount_per_card_1d).toBe(0);
});
