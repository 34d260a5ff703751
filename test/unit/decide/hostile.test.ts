import { describe, expect, it } from 'vitest';
import {
  createPolicyBook,
  type DeciderOptions,
  memoryCounters,
  memoryRecords,
  type Records,
} from '../../../src/decide/index.ts';
import { written } from './policy/compiled.ts';
import { accepted, BASKET, BERLIN, clock, decider, refused } from './setup.ts';

async function listOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

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

describe('an erasure', () => {
  it.each<[string, object]>([
    ['nobody', { by: 'officer' }],
    ['an empty name', { account: '', by: 'officer' }],
    ['an empty name beside another', { account: 'ann', card: '', by: 'officer' }],
    ['an object', { account: {}, by: 'officer' }],
    ['a key that no database takes', { jkt: '\0', by: 'officer' }],
    ['no officer', { account: 'ann' }],
    ['no number', { account: Number.NaN, by: 'officer' }],
    ['a misspelt name beside another', { acount: 'ann', card: 'visa', by: 'officer' }],
  ])('of %s is refused, and audited as none', async (_, request) => {
    const { erase, records: kept } = await decider();
    await expect(erase(request as never)).rejects.toThrow(TypeError);
    expect(await listOf(kept.audit())).toEqual([]);
  });

  it('takes a number for its digits, as a decision does', async () => {
    const { decide, erase } = await decider();
    await decide(accepted(), { ...BASKET, account: 77 as never });
    expect(await erase({ account: 77 as never, by: 'officer' })).toBe(1);
  });
});

it.each(['\0', 'a\0', '\ud800'])('a label of %j is one of no decision', async (id) => {
  const { label } = await decider();
  expect(await label(id, { outcome: 'legitimate', reason: 'refund', source: 'analyst', by: 'ann' })).toEqual({
    ok: false,
    code: 'decision_unknown',
  });
});

it('a rule reads reasons where nothing is recorded, too', async () => {
  const rule = { id: 'fast', when: "'pointer.speed_p95' in reasons", then: 'deny' };
  const policies = await createPolicyBook({ live: [written([rule])], shadow: [] });
  const { decide } = await decider({ records: null, policies });
  expect(await decide(accepted(), BASKET)).toMatchObject({ outcome: 'deny', rule: 'fast' });
});
