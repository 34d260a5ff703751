import { describe, expect, it } from 'vitest';
import {
  type Counters,
  createPolicyBook,
  memoryCounters,
  memoryRecords,
  type Records,
  SHIPPED,
} from '../../../src/decide/index.ts';
import { accepted, BASKET, BERLIN, clock, decider, refused, T0, TOKYO } from './setup.ts';

const DAY = 86_400_000;
const never = () => new Promise<never>(() => undefined);
const broken = () => Promise.reject(new Error('down'));

async function listOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('a decision', () => {
  it('says what it rests on', async () => {
    const { decide, records } = await decider();
    await decide(accepted(), { ...BASKET, request: { place: BERLIN, address: '203.0.113.7' } });
    clock.ms += 300_000;
    const stranger = accepted({ key: { jkt: 'phone', bound: true, ephemeral: false } });
    const decision = await decide(stranger, { ...BASKET, request: { place: TOKYO, address: '203.0.113.8' } });
    expect(decision).toMatchObject({
      action: 'checkout',
      outcome: 'challenge',
      hold: false,
      rule: 'someone_else_far_away',
      hits: ['someone_else_far_away'],
      alert: true,
      policy: { name: 'checkout', revision: expect.stringMatching(/^[\w-]{43}$/) },
      ruleErrors: [],
      atMs: T0 + 300_000,
      facts: {
        level: 'low',
        reasons: ['pointer.speed_p95'],
        travel: { kind: 'someone_else', minutes: 5 },
        velocity: {
          attempts_per_account_1h: 2,
          attempts_per_key_1h: 1,
          attempts_per_net_1h: 2,
          amount_per_card_1d: 80,
        },
      },
      shadow: [],
    });
    expect(decision.reasons[0]).toEqual({ code: 'someone_else_far_away', text: 'Someone else far away.' });
    expect(decision.context.map(({ code }) => code)).toContain('someone_else_far_away');
    expect(decision).not.toHaveProperty('failover');
    expect(await listOf(records.export())).toHaveLength(2);
  });

  it('shows the fact that spoke most where no rule decided', async () => {
    const { decide } = await decider();
    const decision = await decide(accepted({ level: 'medium', score: 0.75 }), BASKET);
    expect(decision.rule).toBeNull();
    expect(decision.reasons[0]?.code).toBe('strange_key');
  });

  it('is recorded without a plain account, card or address', async () => {
    const { decide, records } = await decider();
    const request = { place: BERLIN, address: '203.0.113.7' };
    await decide(accepted(), { ...BASKET, idempotencyKey: 'once', session: 'cookie', request });
    const text = JSON.stringify(await listOf(records.export()));
    for (const plain of ['"ann"', '"visa"', '203.0.113', 'cb007107', '"once"', '"cookie"', '52.52'])
      expect(text).not.toContain(plain);
    expect(text).toContain('"lat":52.5');
  });

  it.each([
    [40, undefined, 40],
    [40, 'EUR', 40],
    [100, 'USD', 90],
    [100, 'JPY', null],
    [undefined, undefined, null],
    [null, 'EUR', null],
  ])('reads an amount of %s %s as %s', async (amount, currency, read) => {
    const { decide } = await decider();
    const decision = await decide(accepted(), { ...BASKET, amount, currency } as never);
    expect(decision.facts.amount).toBe(read);
    expect(decision.rule).toBe(read === null ? 'new_key_big_amount' : null);
    expect(decision.context.some(({ code }) => code === 'amount_unknown')).toBe(read === null);
    expect(decision).not.toHaveProperty('failover');
    expect(decision).not.toHaveProperty('unreadable');
  });

  it.each<[string, object]>([
    ['amount', { amount: '900' }],
    ['amount', { amount: -5 }],
    ['amount', { amount: Number.NaN }],
    ['amount', { amount: Number.POSITIVE_INFINITY }],
    ['amount', { amount: 90_000n }],
    ['amount', { amount: { value: 900 } }],
    ['currency', { currency: 'eur' }],
    ['currency', { currency: '__proto__' }],
    ['currency', { currency: 'eur\0' }],
    ['currency', { currency: 978 }],
    ['account', { account: { id: 'ann' } }],
    ['account', { account: Number.NaN }],
    ['card', { card: ['visa'] }],
    ['session', { session: true }],
    ['order', { order: Symbol('order') }],
    ['idempotencyKey', { idempotencyKey: {} }],
    ['ammount', { ammount: 900 }],
    ['b\ufffd', { 'b\0': 1 }],
  ])('says that it cannot read %s in %o, and asks for no less than in an outage', async (name, change) => {
    const { decide } = await decider({
      policies: await createPolicyBook({ live: [{ ...Object(SHIPPED.checkout), rules: [] }] }),
    });
    const decision = await decide(accepted(), { ...BASKET, ...change } as never);
    expect(decision).toMatchObject({ outcome: 'challenge', failover: 'request', unreadable: [name] });
    expect(decision.facts.amount).toBe(['amount', 'currency'].includes(name) ? null : 40);
  });

  it('takes what is left out, null or empty for absent', async () => {
    const { decide } = await decider();
    const none = { card: '', order: null, session: undefined, idempotencyKey: '', more: undefined };
    const decision = await decide(accepted(), { ...BASKET, ...none });
    expect(decision).toMatchObject({ outcome: 'allow', rule: null });
    expect(decision).not.toHaveProperty('unreadable');
  });

  it('has a risk by the stated prior, which grows with the score and the context', async () => {
    const { decide } = await decider();
    const p = async (score: number, flags: readonly 'near_duplicate'[] = []) =>
      (await decide(accepted({ score, flags }), BASKET)).risk;
    const [low, high, copied] = [await p(0.05), await p(0.95), await p(0.95, ['near_duplicate'])];
    expect([low.basis, high.basis]).toEqual(['prior', 'prior']);
    expect(high.p ?? 0).toBeGreaterThan(low.p ?? 1);
    expect(copied.p ?? 0).toBeGreaterThan(high.p ?? 1);
    for (const risk of [low, high, copied, await p(0), await p(1)]) {
      expect(risk.low).toBeLessThan(risk.p ?? 0);
      expect(risk.high).toBeGreaterThan(risk.p ?? 1);
    }
  });

  it('expects to lose the upper end of the risk times the amount', async () => {
    const { decide } = await decider();
    const { risk, expectedLoss } = await decide(accepted(), BASKET);
    expect(expectedLoss).toBeCloseTo(risk.high * 40, 9);
    expect(await decide(refused('missing'), BASKET)).toMatchObject({
      expectedLoss: null,
      risk: { p: null, basis: 'none', low: 0, high: 1 },
    });
  });

  it('tries every shadow on the same facts', async () => {
    const own = (name: string, when: string) => ({
      name,
      actions: ['checkout'],
      rules: [{ id: 'only', when, then: 'deny' }],
      otherwise: {
        low: 'allow',
        medium: 'review',
        high: 'review',
        unknown: 'review',
        refused: 'review',
        missing: 'review',
      },
    });
    const shadow = [
      own('one', 'amount > 10.0'),
      own('two', 'amount > 100.0'),
      { ...own('three', 'true'), actions: ['login'] },
    ];
    const { decide } = await decider({ policies: await createPolicyBook({ shadow }) });
    const decision = await decide(accepted(), BASKET);
    expect(decision.outcome).toBe('allow');
    expect(decision.shadow).toMatchObject([
      { policy: { name: 'one' }, outcome: 'deny', rule: 'only', alert: true },
      { policy: { name: 'two' }, outcome: 'allow', rule: null, alert: false },
    ]);
  });

  it('of an action without a policy is what checkout says otherwise', async () => {
    const { decide } = await decider();
    const decision = await decide(accepted({ action: 'signup', level: 'high' }), {
      ...BASKET,
      action: 'signup',
    });
    expect(decision).toMatchObject({
      outcome: 'review',
      hold: false,
      rule: null,
      hits: [],
      policy: { name: 'checkout' },
    });
    expect(decision.shadow).toMatchObject([{ policy: { name: 'signup' } }]);
  });

  it('is the same when its facts are read from JSON', async () => {
    const { decide } = await decider();
    const policies = await createPolicyBook();
    const { evaluate } = await import('../../../src/decide/policy/evaluate.ts');
    const { variablesOf } = await import('../../../src/decide/steps/judge.ts');
    for (const [amount, level] of [
      [undefined, 'low'],
      [40, 'high'],
      [700, 'medium'],
      [40, 'low'],
    ] as const) {
      const decision = await decide(accepted({ level }), { ...BASKET, amount });
      const stored = JSON.parse(JSON.stringify(decision)) as typeof decision;
      const { outcome, hold, rule, hits, alert } = evaluate(
        policies.live('checkout')!,
        variablesOf(stored.facts),
      );
      expect({ outcome, hold, rule, hits, alert }).toEqual({
        outcome: decision.outcome,
        hold: decision.hold,
        rule: decision.rule,
        hits: decision.hits,
        alert: decision.alert,
      });
    }
  });
});

describe('a request that makes no sense', () => {
  it.each([
    undefined,
    null,
    7,
    {},
    { action: 'Not An Action' },
    { action: 7 },
    new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
      },
    ),
  ])('%# is answered with the failover', async (request) => {
    const { decide, records } = await decider();
    const decision = await decide(accepted(), request as never);
    expect(decision).toMatchObject({
      outcome: 'challenge',
      failover: expect.stringMatching(/request|error/),
    });
    expect(await listOf(records.export())).toHaveLength(1);
  });

  it.each([undefined, null, 7, 'token', {}, { ok: 'yes' }])(
    'a verification %o is a refused one',
    async (verification) => {
      const { decide } = await decider();
      expect(await decide(verification as never, BASKET)).toMatchObject({
        outcome: 'challenge',
        facts: { level: 'refused', code: 'malformed' },
      });
    },
  );

  it('a verdict for another action is a refused one', async () => {
    const { decide } = await decider();
    expect(await decide(accepted({ action: 'login' }), BASKET)).toMatchObject({
      outcome: 'challenge',
      facts: { level: 'refused', code: 'op_mismatch', key: { known: false } },
    });
  });

  it('never throws for anything', async () => {
    const { decide } = await decider({
      locate: () => {
        throw new Error('no');
      },
      agents: {
        verify: () => {
          throw new Error('no');
        },
      },
    });
    const hostile = new Proxy(accepted(), {
      get: (target, name) => {
        if (name === 'flags') throw new Error('no');
        return Reflect.get(target, name);
      },
    });
    expect(await decide(hostile, { ...BASKET, request: {} })).toMatchObject({
      outcome: 'challenge',
      failover: 'error',
    });
    expect(await decide(accepted(), { ...BASKET, request: {} })).toMatchObject({
      outcome: 'allow',
      facts: { agent: { state: 'unverified' }, network: { kind: 'unknown' }, travel: { kind: 'unknown' } },
    });
  });
});

describe('a text from outside', () => {
  it('is recorded without what a database refuses', async () => {
    const name = `bot\0${'\ud800'}${'x'.repeat(200)}`;
    const { decide } = await decider({ agents: { verify: () => ({ state: 'verified', name }) } });
    const { facts } = await decide(accepted(), { ...BASKET, request: {} });
    expect(facts.agent.name).toMatch(/^bot\ufffd\ufffdx{95}$/);
  });
});

describe('a repeated request', () => {
  const once = { ...BASKET, idempotencyKey: 'key', session: 's' };

  it('is given the same decision, at once or a day later', async () => {
    const { decide } = await decider();
    const [first, second] = await Promise.all([
      decide(accepted(), once),
      decide(refused('nonce_reused'), once),
    ]);
    expect(second).toBe(first);
    clock.ms += DAY - 1;
    expect(await decide(accepted({ level: 'high' }), once)).toBe(first);
    clock.ms += 1;
    expect((await decide(accepted(), once)).id).not.toBe(first.id);
  });

  it('is recognised by another process', async () => {
    const records = memoryRecords();
    const [one, other] = [await decider({ records }), await decider({ records })];
    const first = await one.decide(accepted(), once);
    expect(await other.decide(accepted({ level: 'high' }), once)).toEqual(first);
    const [a, b] = await Promise.all(
      [one, other].map(({ decide }) => decide(accepted(), { ...once, session: 't' })),
    );
    expect(a?.id).toBe(b?.id);
  });

  it.each([
    ['names', once, { ...once, currency: 'EUR' }],
    ['leaves out', { ...once, currency: 'EUR' }, once],
  ])('is the same one where it %s the site’s own currency', async (_, before, after) => {
    const records = memoryRecords();
    const [one, other] = [await decider({ records }), await decider({ records })];
    const first = await one.decide(accepted(), before);
    expect(await one.decide(accepted(), after)).toBe(first);
    expect(await other.decide(accepted(), after)).toEqual(first);
  });

  it.each([{ session: 't' }, { session: null }, { idempotencyKey: 'other' }])(
    'is another one with %o',
    async (change) => {
      const { decide } = await decider();
      const first = await decide(accepted(), once);
      const second = await decide(accepted(), { ...once, ...change });
      expect(second.id).not.toBe(first.id);
      expect(second).not.toHaveProperty('failover');
    },
  );

  describe.each([
    { amount: 1 },
    { amount: null },
    { account: 'bob' },
    { card: 'other' },
    { currency: 'USD' },
  ])('whose key was used and that has %o', (change) => {
    const reused = { ...once, ...change };

    it('is given neither the first answer nor one as mild as without a key', async () => {
      const { decide } = await decider();
      const first = await decide(accepted(), once);
      const second = await decide(accepted(), reused);
      expect([first.outcome, second.outcome, second.failover]).toEqual(['allow', 'challenge', 'idempotency']);
      expect(second.id).not.toBe(first.id);
      expect(await decide(accepted(), once)).toBe(first);
    });

    it.each(['review', 'deny'] as const)('is given no milder answer than a %s before', async (outcome) => {
      const records = memoryRecords();
      const rules = [{ id: 'all', when: 'true', then: outcome }];
      const strict = await createPolicyBook({ live: [{ ...Object(SHIPPED.checkout), rules }] });
      const [one, other] = [
        await decider({ records, policies: strict }),
        await decider({ records, policies: await createPolicyBook({ live: [SHIPPED.checkout] }) }),
      ];
      expect(await one.decide(accepted(), once)).toMatchObject({ outcome });
      expect(await other.decide(accepted(), reused)).toMatchObject({
        outcome,
        failover: 'idempotency',
        alert: true,
      });
    });

    it('is told so when another process answers at the same time', async () => {
      const store = memoryRecords();
      const records: Records = {
        ...store,
        recall: async (query) => ({ ...(await store.recall(query)), repeated: null }),
      };
      const [one, other] = [await decider({ records }), await decider({ records })];
      expect(await one.decide(accepted(), once)).toMatchObject({ outcome: 'allow' });
      const second = await other.decide(accepted(), reused);
      expect(second).toMatchObject({ outcome: 'challenge', failover: 'idempotency' });
      const kept = await listOf(store.export());
      expect(kept.map(({ decision }) => decision.id)).toContain(second.id);
    });
  });

  it('is counted once', async () => {
    const { decide } = await decider();
    await decide(accepted(), once);
    await decide(accepted(), once);
    expect((await decide(accepted(), BASKET)).facts.velocity.attempts_per_account_1h).toBe(2);
  });
});

describe('an outage', () => {
  const records: Records = { ...memoryRecords(), recall: broken, save: broken };
  const counters: Counters = { count: broken, erase: broken };
  const slow: Records = { ...memoryRecords(), recall: never, save: never };

  it.each([
    ['records that are down', { records }, 'records'],
    ['counters that are down', { counters }, 'counters'],
    ['records that are slow', { records: slow }, 'records'],
    ['counters that are slow', { counters: { count: never, erase: never } }, 'counters'],
    [
      'a counter that throws at once',
      {
        counters: {
          count: () => {
            throw new Error('no');
          },
          erase: broken,
        },
      },
      'counters',
    ],
  ] as const)('of %s is answered with the failover', async (_, options, failover) => {
    const { decide } = await decider({ ...options, timeoutMs: 100 });
    expect(await decide(accepted(), BASKET)).toMatchObject({
      outcome: 'challenge',
      hold: false,
      rule: null,
      failover,
    });
    // What the verdict alone says is not made milder.
    expect(await decide(accepted({ level: 'high' }), BASKET)).toMatchObject({
      outcome: 'review',
      hold: true,
      rule: 'machine',
      failover,
    });
  });

  it.each([
    ['allow', 'low', 'allow', false],
    ['allow', 'medium', 'challenge', false],
    ['review', 'low', 'review', true],
    ['deny', 'high', 'deny', false],
  ] as const)('with failover %s answers %s with %s', async (failover, level, outcome, hold) => {
    const { decide } = await decider({ records, failover });
    expect(await decide(accepted({ level }), BASKET)).toMatchObject({ outcome, hold, failover: 'records' });
  });

  it('makes no key known', async () => {
    const store = memoryRecords();
    const { decide } = await decider({ records: store, counters, failover: 'allow' });
    await decide(accepted(), BASKET);
    const later = await decider({ records: store });
    expect((await later.decide(accepted(), BASKET)).facts.key.known).toBe(false);
  });

  it('loses nothing that was answered', async () => {
    const store = memoryRecords();
    let isDown = true;
    const flaky: Records = { ...store, save: (record) => (isDown ? broken() : store.save(record)) };
    const { decide, flush, label } = await decider({ records: flaky });
    const decisions = [await decide(accepted(), BASKET), await decide(refused('missing'), BASKET)];
    expect(decisions.map(({ failover }) => failover)).toEqual([undefined, undefined]);
    expect(await flush()).toBe(2);
    expect(await listOf(store.export())).toEqual([]);
    expect(
      await label(decisions[0]!.id, {
        outcome: 'legitimate',
        reason: 'refund',
        source: 'customer',
        by: 'ann',
      }),
    ).toEqual({ ok: false, code: 'decision_unknown' });
    isDown = false;
    expect(await flush()).toBe(0);
    expect((await listOf(store.export())).map(({ decision }) => decision.id)).toEqual(
      decisions.map(({ id }) => id),
    );
  });

  it('that lasts loses the oldest decisions beyond the bound, and counts them', async () => {
    const { decide, backlog } = await decider({ records });
    for (let i = 0; i < 10_003; i++) await decide(accepted(), BASKET);
    expect(backlog()).toEqual({ waiting: 10_000, lost: 3 });
  }, 120_000);

  it('is not what a decision is that the database refuses: the rest is recorded', async () => {
    const store = memoryRecords();
    const save: Records['save'] = (record) =>
      record.decision.facts.amount === 13
        ? Promise.reject(Object.assign(new Error('no such value'), { code: '22P05' }))
        : store.save(record);
    const { decide, flush, backlog } = await decider({ records: { ...store, save } });
    expect(await decide(accepted(), { ...BASKET, amount: 13 })).toMatchObject({ outcome: 'allow' });
    await decide(accepted(), BASKET);
    expect(await flush()).toBe(0);
    expect(backlog()).toEqual({ waiting: 0, lost: 1 });
    expect(await listOf(store.export())).toHaveLength(1);
  });

  it('is answered in time', async () => {
    const { decide } = await decider({
      records: slow,
      counters: { count: never, erase: never },
      locate: never,
      timeoutMs: 50,
    });
    const { tookMs } = await decide(accepted(), { ...BASKET, request: {} });
    // The facts may take 70 % of the time; timers are late, never early.
    expect(tookMs).toBeGreaterThanOrEqual(30);
  });
});

describe('a label', () => {
  const passed = {
    outcome: 'legitimate',
    reason: 'passed_two_factor',
    source: 'challenge',
    by: 'shop',
  } as const;

  it('makes a visit the account’s own', async () => {
    const { decide, label } = await decider();
    const { id } = await decide(accepted({ level: 'medium' }), BASKET);
    clock.ms += DAY;
    expect(await label(id, { ...passed, at: T0 + DAY / 2 })).toMatchObject({ ok: true, isNew: true });
    clock.ms += DAY;
    expect((await decide(accepted(), BASKET)).facts.key).toMatchObject({ known: true, age_days: 1.5 });
  });

  it('of an unknown decision, and without records, says so', async () => {
    const { label } = await decider();
    expect(await label('nothing', passed)).toEqual({ ok: false, code: 'decision_unknown' });
    expect(await (await decider({ records: null })).label('nothing', passed)).toMatchObject({
      code: 'unavailable',
    });
    const down = await decider({ records: { ...memoryRecords(), label: broken } });
    expect(await down.label('nothing', passed)).toEqual({ ok: false, code: 'unavailable' });
  });
});

describe('expiring', () => {
  it('follows the site’s days', async () => {
    const { decide, expire, records } = await decider({
      retentionDays: { facts: 1, sighting: 2, decision: 2 },
    });
    await decide(accepted(), BASKET);
    clock.ms += 1.5 * DAY;
    expect(await expire()).toBe(0);
    expect(await listOf(records.export())).toMatchObject([{ decision: { facts: null } }]);
    clock.ms += DAY;
    expect(await expire()).toBe(1);
    expect(await listOf(records.stubs())).toMatchObject([{ amount: 40, outcome: 'allow' }]);
  });
});

describe('erasing', () => {
  it('leaves nothing of an account', async () => {
    const { decide, erase, records } = await decider();
    const once = { ...BASKET, idempotencyKey: 'key', request: { place: BERLIN } };
    const { id } = await decide(accepted(), once);
    await decide(accepted({ key: { jkt: 'phone', bound: true, ephemeral: false } }), {
      ...BASKET,
      account: 'bob',
      card: 'mc',
    });
    expect(await erase({ account: 'ann', by: 'officer' })).toBe(1);
    expect(await listOf(records.export())).toHaveLength(1);
    const again = await decide(accepted(), once);
    expect(again.id).not.toBe(id);
    expect(again.facts).toMatchObject({ key: { known: false }, travel: { kind: 'unknown' } });
    expect(again.facts.velocity).toMatchObject({ attempts_per_account_1d: 1, accounts_per_key_1d: 1 });
  });

  it('waits for what an outage left waiting', async () => {
    const store = memoryRecords();
    let isDown = true;
    const flaky: Records = { ...store, save: (record) => (isDown ? broken() : store.save(record)) };
    const { decide, erase } = await decider({ records: flaky });
    await decide(accepted(), BASKET);
    await expect(erase({ account: 'ann', by: 'officer' })).rejects.toThrow('wait to be recorded');
    isDown = false;
    expect(await erase({ account: 'ann', by: 'officer' })).toBe(1);
    expect(await listOf(store.export())).toEqual([]);
  });
});

describe('the employee who alternates forty times a day between office and VPN for 30 days', {
  timeout: 120_000,
}, () => {
  it('is never asked', async () => {
    const { decide } = await decider();
    const office = { place: BERLIN, network: 'residential' };
    const exit = { place: TOKYO, network: 'vpn' };
    const asked: string[] = [];
    for (let day = 0; day < 30; day++)
      for (let hour = 0; hour < 40; hour++) {
        clock.ms = T0 + day * DAY + hour * 600_000;
        // A new account needs no purchase; a login is what an employee does.
        const decision = await decide(accepted({ action: 'login' }), {
          action: 'login',
          account: 'ann',
          request: hour % 2 ? exit : office,
        });
        if (decision.outcome !== 'allow' || decision.alert) asked.push(`${day} ${hour} ${decision.rule}`);
      }
    expect(asked).toEqual([]);
  });

  it('is still protected from somebody else', async () => {
    const { decide } = await decider();
    await decide(accepted({ action: 'login' }), {
      action: 'login',
      account: 'ann',
      request: { place: BERLIN },
    });
    clock.ms += 600_000;
    await decide(accepted({ action: 'login' }), {
      action: 'login',
      account: 'ann',
      request: { place: TOKYO, network: 'vpn' },
    });
    clock.ms += 600_000;
    const stranger = accepted({ action: 'login', key: { jkt: 'thief', bound: true, ephemeral: false } });
    expect(
      await decide(stranger, { action: 'login', account: 'ann', request: { place: TOKYO } }),
    ).toMatchObject({ rule: 'someone_else_far_away' });
  });
});

describe('a decider', () => {
  it.each<[string, object]>([
    ['no option colour', { colour: 1 }],
    ['secret', { secret: new Uint8Array(4) }],
    ['records', { records: undefined }],
    ['records', { records: {} }],
    ['counters', { counters: null }],
    ['policies', { policies: {} }],
    ['amounts', { amounts: undefined }],
    ['amounts: null needs', { amounts: null }],
    ['amounts.currency', { amounts: { currency: 'euro' } }],
    ['amounts.rates.USD', { amounts: { currency: 'EUR', rates: { USD: -1 } } }],
    ['failover', { failover: 'block' }],
    ['retentionDays', { retentionDays: { facts: 100, decision: 90 } }],
    ['colour', { retentionDays: { colour: 1 } }],
    ['timeoutMs', { timeoutMs: 1 }],
    ['now', { now: () => Number.NaN }],
    ['networks.vpn, line 2', { networks: { vpn: '10.0.0.0/8\nfoo' } }],
  ])('is refused at start with a wrong %s', async (message, options) => {
    await expect(decider(options)).rejects.toThrow(message);
  });

  it('takes no policy that reads amounts where the site gives none', async () => {
    const policies = await createPolicyBook({ live: [SHIPPED.login], hasAmounts: false });
    const { decide } = await decider({ policies, amounts: null });
    expect(await decide(accepted(), BASKET)).toMatchObject({ outcome: 'allow', facts: { amount: null } });
    expect(await policies.draft(SHIPPED.checkout, 'ann')).toMatchObject({
      faults: expect.arrayContaining([
        expect.objectContaining({ reason: expect.stringMatching(/never gives/) }),
      ]),
    });
  });

  it('works without records and with counters of its own', async () => {
    const { decide, erase, flush } = await decider({ records: null, counters: memoryCounters() });
    expect(await decide(accepted(), BASKET)).toMatchObject({ outcome: 'allow', facts: { reasons: [] } });
    expect([await erase({ account: 'ann', by: 'x' }), await flush()]).toEqual([0, 0]);
  });
});
