import { describe, expect, it, vi } from 'vitest';
import { createWebhookSecret, createWebhooks, memoryRecords } from '../../../../src/decide/index.ts';
import { accepted, BASKET, clock, decider, T0 } from '../setup.ts';

const machine = accepted({ level: 'high', score: 0.97 });
const LABEL = {
  outcome: 'fraudulent',
  reason: 'chargeback_fraud',
  source: 'chargeback',
  by: 'bank',
} as const;

/** A decider whose webhooks go to one endpoint, and what the outbox holds. */
async function open() {
  clock.ms = T0;
  const now = () => clock.ms;
  const records = memoryRecords({ now });
  const endpoints = [{ name: 'crm', url: 'https://crm.example/', secrets: [createWebhookSecret()] }];
  const webhooks = createWebhooks(records.outbox, { endpoints, now });
  const claim = () => records.outbox.claim({ atMs: clock.ms, leaseMs: 60_000, limit: 10 });
  const waiting = async (type = 'decision.review') =>
    (await claim()).filter(({ event }) => type === 'any' || event === type);
  return { ...(await decider({ records, webhooks })), records, waiting };
}

const NOBODY = {
  account: null,
  card: null,
  jkt: null,
  ip: null,
  net: null,
  band: null,
  idempotency: null,
  place: null,
};

describe('a decision that waits for a person', () => {
  it('is told with what it rests on, and without account, card and address', async () => {
    const { decide, waiting } = await open();
    const request = { address: '203.0.113.7' };
    const decision = await decide(machine, { ...BASKET, idempotencyKey: 'once', session: 'cookie', request });
    const [message, ...others] = await waiting();
    expect(others).toEqual([]);
    expect(message).toMatchObject({ target: 'crm', event: 'decision.review', decisionId: decision.id });
    const { type, timestamp, data } = JSON.parse(message?.payload ?? '');
    expect([type, timestamp]).toEqual(['decision.review', new Date(T0).toISOString()]);
    expect(data).toEqual({
      id: decision.id,
      action: 'checkout',
      outcome: 'review',
      hold: true,
      rule: 'machine',
      policy: decision.policy,
      level: 'high',
      amount: 40,
      currency: '',
      risk: decision.risk,
      expected_loss: decision.expectedLoss,
      actor: 'undeclared_automation',
      reasons: decision.reasons.map(({ code }) => code),
    });
    for (const plain of ['"ann"', '"visa"', '203.0.113', 'cb007107', '"once"', '"cookie"'])
      expect(message?.payload).not.toContain(plain);
  });

  it('is told once, however often it is asked for', async () => {
    const { decide, waiting } = await open();
    const once = { ...BASKET, idempotencyKey: 'once' };
    await Promise.all([decide(machine, once), decide(machine, once)]);
    expect(await waiting()).toHaveLength(1);
  });

  it('is told once the records are back, in the same step', async () => {
    const { decide, records, flush, waiting } = await open();
    vi.spyOn(records, 'save').mockRejectedValueOnce(new Error('down'));
    const decision = await decide(machine, BASKET);
    expect(decision.outcome).toBe('review');
    expect(await waiting()).toEqual([]);
    expect(await flush()).toBe(0);
    expect(await waiting()).toMatchObject([{ decisionId: decision.id }]);
  });

  it('is answered where the outbox fails', async () => {
    const { decide, records } = await open();
    vi.spyOn(records.outbox, 'add').mockRejectedValue(new Error('full'));
    expect((await decide(machine, BASKET)).outcome).toBe('review');
  });

  it('is forgotten with the decision', async () => {
    const { decide, erase, waiting } = await open();
    await decide(machine, BASKET);
    await erase({ account: 'ann', by: 'officer' });
    expect(await waiting('any')).toEqual([]);
  });
});

describe('a case', () => {
  it('is told once, with the decision that opened it', async () => {
    const { decide, records, waiting } = await open();
    const first = await decide(machine, BASKET);
    await decide(machine, BASKET);
    const [message, ...others] = await waiting('case.opened');
    expect(others).toEqual([]);
    const { data } = JSON.parse(message?.payload ?? '');
    expect(data.decision).toMatchObject({ id: first.id, rule: 'machine' });
    const { caseId } = await records.save({ ...NOBODY, decision: first });
    expect(data.id).toBe(caseId);
    expect(message?.payload).not.toMatch(/"ann"|"visa"/);
  });
});

describe('a case that a person answers', () => {
  it('is told with its labels, and not who answered', async () => {
    const { decide, queue, waiting } = await open();
    const { id } = await decide(machine, BASKET);
    await waiting('any');
    const reviewer = { id: 'ann@shop.example', roles: ['read', 'label'] } as const;
    const taken = await queue({ reviewer }).take();
    const caseId = taken.ok ? taken.value.id : '';
    const answer = { outcome: 'fraudulent', reason: 'payment_heuristics', seen: 1 } as const;
    expect(await queue({ reviewer }).answer(caseId, answer)).toMatchObject({ ok: true });
    const told = (await waiting('any')).map(({ payload }) => JSON.parse(payload));
    const timestamp = new Date(T0).toISOString();
    expect(told).toHaveLength(2);
    expect(told).toContainEqual({
      type: 'label.created',
      timestamp,
      data: {
        ...{ id: expect.any(String), decision: id },
        ...{ outcome: 'fraudulent', reason: 'payment_heuristics', source: 'analyst' },
      },
    });
    expect(told).toContainEqual({
      type: 'case.closed',
      timestamp,
      data: {
        id: caseId,
        kind: 'alert',
        alerts: 1,
        ending: 'answered',
        outcome: 'fraudulent',
        opened: timestamp,
      },
    });
  });
});

describe('any other decision', () => {
  it('is not told', async () => {
    const { decide, waiting } = await open();
    await decide(accepted(), BASKET);
    await decide(accepted({ level: 'medium' }), BASKET);
    expect(await waiting('any')).toEqual([]);
  });
});

describe('a label', () => {
  it('is told without its note and who said so', async () => {
    const { decide, label, waiting } = await open();
    const { id } = await decide(accepted(), BASKET);
    expect(await label(id, { ...LABEL, note: 'Mr Smith called' })).toMatchObject({ ok: true });
    const [message] = await waiting('label.created');
    expect(JSON.parse(message?.payload ?? '')).toEqual({
      type: 'label.created',
      timestamp: new Date(T0).toISOString(),
      data: {
        ...{ id: expect.any(String), decision: id },
        ...{ outcome: 'fraudulent', reason: 'chargeback_fraud', source: 'chargeback' },
      },
    });
  });

  it('that is none is not', async () => {
    const { label, waiting } = await open();
    expect(await label('unknown', LABEL)).toMatchObject({ ok: false });
    expect(await waiting('label.created')).toEqual([]);
  });
});

describe('webhooks without records', () => {
  it('are refused: what is to be sent waits there', async () => {
    const webhooks = createWebhooks(memoryRecords().outbox, { endpoints: [] });
    await expect(decider({ records: null, webhooks })).rejects.toThrow('webhooks need records');
  });
});
