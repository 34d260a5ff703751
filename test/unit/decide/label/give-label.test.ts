import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelRequest, LabelSaid, Reviewer } from '../../../../src/decide/index.ts';
import { memoryRecords } from '../../../../src/decide/index.ts';
import { createDoor } from '../../../../src/decide/records/door.ts';
import { labelInForce } from '../../../../src/decide/records/label.ts';
import { MAX_AHEAD_MS } from '../../../../src/decide/steps/read-label.ts';
import { accepted, BASKET, clock, decider, refused, SECRET, T0 } from '../setup.ts';

const ANN: Reviewer = { id: 'ann', roles: ['read', 'label'] };
const OWNER: Reviewer = { id: 'olga', roles: ['read', 'label', 'publish'] };
const FRAUD: LabelSaid = { outcome: 'fraudulent', reason: 'stolen_card', source: 'analyst', by: 'ann' };

/** A decision, and what may be said of it. */
async function decided(level: 'low' | 'medium' | 'high' = 'medium') {
  const shop = await decider();
  const { id, outcome } = await shop.decide(accepted({ level }), BASKET);
  const label = (request: LabelRequest, of = id) => shop.label(of, request);
  async function audit(): Promise<readonly unknown[]> {
    const rows: unknown[] = [];
    for await (const { by, what, detail } of shop.records.audit()) rows.push([by, what, JSON.parse(detail)]);
    return rows;
  }
  async function inForce() {
    for await (const { labels } of shop.records.export()) return labelInForce(labels);
    return null;
  }
  return { ...shop, id, outcome, label, audit, inForce };
}

describe('a label', () => {
  it('is added, and says what was in force before', async () => {
    const { label } = await decided();
    const first = await label(FRAUD);
    expect(first).toMatchObject({ ok: true, isNew: true, before: null, label: { atMs: T0, by: 'ann' } });
    const second = { ...FRAUD, outcome: 'legitimate', reason: 'known_customer', by: 'bob' } as const;
    expect(await label(second)).toMatchObject({ ok: true, isNew: true, before: { by: 'ann' } });
    expect(await label(second)).toMatchObject({ ok: true, isNew: false, before: { by: 'bob' } });
  });

  it.each<readonly [string, object, RegExp]>([
    ['label_invalid', { outcome: 'good' }, /^outcome must be one of/],
    ['label_invalid', { source: 'friend' }, /^source must be one of/],
    ['label_invalid', { by: '' }, /^by/],
    ['label_invalid', { by: { id: 'ann', roles: ['admin'] } }, /^by/],
    ['label_invalid', { at: Number.NaN }, /^at/],
    ['label_invalid', { at: -1 }, /^at/],
    ['label_invalid', { at: '2026-01-01' }, /^at/],
    ['label_invalid', { note: 'x'.repeat(2001) }, /^note/],
    ['label_invalid', { atMs: T0 }, /^atMs is no member of a label; there are by, at, note, outcome,/],
    ['label_invalid', { decisionId: 'd' }, /^decisionId is no member/],
    ['label_invalid', { reverses: 'l' }, /^outcome is no member of a reversal; .*reverses$/],
    ['reason_unknown', { reason: 'Passed!' }, /^reason/],
    ['reason_unknown', { reason: 'toString' }, /^reason/],
    ['reason_unknown', { reason: undefined }, /^reason/],
    ['reason_unfit', { reason: 'known_customer' }, /goes with legitimate$/],
    ['reason_unfit', { reason: 'chargeback_fraud', source: 'customer' }, /comes from chargeback/],
    ['label_in_future', { at: T0 + MAX_AHEAD_MS + 1 }, /61 s ahead/],
    ['role_missing', { by: { id: 'ann', roles: ['read'] } }, /^label$/],
  ])('is refused as %s with %o, and that is written down', async (code, change, detail) => {
    const { label, audit, inForce, id } = await decided();
    const answer = await label({ ...FRAUD, ...change } as LabelRequest);
    expect(answer).toEqual({ ok: false, code, detail: expect.stringMatching(detail) });
    expect(await audit()).toEqual([[expect.any(String), 'refused', { what: 'label', code, decision: id }]]);
    expect(await inForce()).toBeNull();
  });

  it('may have members that are undefined', async () => {
    const { label } = await decided();
    const none = { at: undefined, note: undefined, reverses: undefined, atMs: undefined };
    expect(await label({ ...FRAUD, ...none } as LabelRequest)).toMatchObject({
      ok: true,
      label: { atMs: T0 },
    });
  });

  it('may be dated ahead as far as clocks differ, and keeps its time', async () => {
    const { label } = await decided();
    const at = T0 + MAX_AHEAD_MS;
    expect(await label({ ...FRAUD, at })).toMatchObject({ ok: true, label: { atMs: at } });
  });

  it('of a decision that does not exist is refused, and that is written down', async () => {
    const { label, audit } = await decided();
    expect(await label(FRAUD, 'nothing')).toEqual({ ok: false, code: 'decision_unknown' });
    expect(await audit()).toEqual([
      ['ann', 'refused', { what: 'label', code: 'decision_unknown', decision: 'nothing' }],
    ]);
  });

  it('is never thrown back, whatever it is', async () => {
    const { label, inForce } = await decided();
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.anything(), async (request, id) => {
        expect(await label(request as LabelRequest, id as string)).toMatchObject({ ok: false });
      }),
      { numRuns: 200 },
    );
    expect(await inForce()).toBeNull();
  });

  it('waits for records that are away', async () => {
    const broken = async () => Promise.reject(new Error('away'));
    const down = await decider({ records: { ...memoryRecords(), label: broken, log: broken } });
    for (const request of [FRAUD, null]) {
      const answer = await down.label('nothing', request as LabelRequest);
      expect(answer).toEqual({ ok: false, code: 'unavailable' });
    }
  });
});

describe('a reversal', () => {
  const reverse = (given: Awaited<ReturnType<Awaited<ReturnType<typeof decided>>['label']>>) =>
    given.ok ? given.label.id : '';

  it('is by who gave the label, or by who may publish', async () => {
    const { label, audit } = await decided();
    const reverses = reverse(await label({ ...FRAUD, by: ANN }));
    for (const by of ['bob', { ...ANN, id: 'bob' }])
      expect(await label({ reverses, by })).toEqual({ ok: false, code: 'label_not_yours' });
    expect(await label({ reverses, by: OWNER })).toMatchObject({ ok: true, label: { by: 'olga', reverses } });
    expect((await audit()).map((row) => Object(row)[1])).toEqual(['label', 'refused', 'refused', 'label']);
  });

  it.each([0, 1, 5000])('given again after %i ms is the same one, and another’s is refused', async (ms) => {
    const { label, inForce, audit } = await decided();
    const reverses = reverse(await label(FRAUD));
    const taken = await label({ reverses, by: 'ann' });
    clock.ms += ms;
    expect(await label({ reverses, by: 'ann' })).toEqual({ ...taken, isNew: false, before: null });
    expect(await label({ reverses, by: OWNER })).toEqual({ ok: false, code: 'label_reversed' });
    expect((await audit()).map((row) => Object(row)[1])).toEqual(['label', 'label', 'refused']);
    expect(await inForce()).toBeNull();
  });

  it.each<readonly [string, object]>([
    ['label_unknown', { reverses: 'nothing' }],
    ['label_invalid', { reverses: '' }],
    ['label_invalid', { reverses: 7 }],
    ['label_in_future', { reverses: 'nothing', at: T0 + 2 * MAX_AHEAD_MS }],
    ['role_missing', { reverses: 'nothing', by: { id: 'eve', roles: ['read', 'publish'] } }],
  ])('is refused as %s with %o', async (code, change) => {
    const { label } = await decided();
    const request = { by: 'ann', ...change } as LabelRequest;
    expect(await label(request)).toMatchObject({ ok: false, code });
  });
});

describe('a customer', () => {
  const says = { source: 'customer', by: 'owner of the account' } as const;
  const WAS_ME = { outcome: 'legitimate', reason: 'customer_confirmed', ...says } as const;
  const WAS_NOT_ME = { outcome: 'fraudulent', reason: 'customer_reported', ...says } as const;

  it('who says “this was me” makes the key known', async () => {
    const { decide, label } = await decided();
    expect((await decide(accepted(), BASKET)).facts.key.known).toBe(false);
    await label(WAS_ME);
    clock.ms += 1;
    expect((await decide(accepted(), BASKET)).facts.key.known).toBe(true);
  });

  it('who says “this was not me” makes the key unknown', async () => {
    const { decide, label } = await decided('low');
    await label(WAS_NOT_ME);
    clock.ms += 1;
    expect((await decide(accepted(), BASKET)).facts.key.known).toBe(false);
  });

  it('is heard less than an analyst, and more than a challenge', async () => {
    const { label, inForce } = await decided();
    await label({ outcome: 'legitimate', reason: 'passed_two_factor', source: 'challenge', by: 'shop' });
    await label(WAS_NOT_ME);
    expect(await inForce()).toMatchObject({ reason: 'customer_reported' });
    await label({ ...FRAUD, outcome: 'legitimate', reason: 'known_customer' });
    await label(WAS_NOT_ME);
    expect(await inForce()).toMatchObject({ reason: 'known_customer' });
  });
});

describe('the decider itself', () => {
  it('labels nothing, least of all what it refused', async () => {
    const shop = await decider();
    for (const verification of [
      accepted({ level: 'high' }),
      accepted(),
      refused('missing'),
      refused('key_revoked'),
    ])
      await shop.decide(verification, { ...BASKET, idempotencyKey: crypto.randomUUID() });
    for await (const { labels } of shop.records.export()) expect(labels).toEqual([]);
  });
});

describe('an order', () => {
  it('finds its decision, and is stored under another name', async () => {
    const shop = await decider();
    const { id } = await shop.decide(accepted(), { ...BASKET, order: 'KK-0042' });
    const order = await createDoor(SECRET)('order', 'KK-0042');
    expect(await shop.records.find({ order })).toMatchObject([{ id }]);
    expect(await shop.records.find({ order: 'KK-0042' })).toEqual([]);
  });
});
