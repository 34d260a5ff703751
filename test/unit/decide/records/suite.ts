import { describe, expect, it } from 'vitest';
import type { OutboxMessage } from '../../../../src/decide/message.ts';
import {
  createPolicyBook,
  type PolicyBook,
  type PolicyBookOptions,
} from '../../../../src/decide/policy/book.ts';
import type { PolicyStore } from '../../../../src/decide/policy/store.ts';
import { type AuditRange, findBroken } from '../../../../src/decide/records/audit.ts';
import type { Denial } from '../../../../src/decide/records/denials.ts';
import type { LabelStatement } from '../../../../src/decide/records/label.ts';
import type { ExportRange, Records } from '../../../../src/decide/records/records.ts';
import type { WebhookEvent } from '../../../../src/decide/webhook/events.ts';
import { recorded } from '../decision.ts';
import { written } from '../policy/compiled.ts';
import { variables } from '../variables.ts';

export const T0 = 1_800_000_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BERLIN = { lat: 52.5, lon: 13.4 };
export const query = { account: 'account', card: 'card', jkt: 'key', idempotency: null, atMs: T0 + HOUR };
const label = (change: Partial<LabelStatement> = {}): LabelStatement => ({
  outcome: 'legitimate',
  reason: 'passed_two_factor',
  source: 'challenge',
  by: 'shop',
  atMs: T0,
  ...change,
});

const given = (change: Partial<LabelStatement> = {}) => ({ id: expect.any(String), ...label(change) });
const UNKNOWN = { ok: false, code: 'decision_unknown' };

export async function listOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** What every implementation of the records does. */
export function testRecords(open: () => Promise<Records>): void {
  describe('an account’s own visit', () => {
    it.each([
      ['allow', 'low', undefined, true],
      ['allow', 'medium', undefined, true],
      ['allow', 'missing', undefined, false],
      ['allow', 'refused', undefined, false],
      ['allow', 'low', 'counters', false],
      ['challenge', 'low', undefined, false],
      ['review', 'low', undefined, false],
      ['deny', 'low', undefined, false],
    ] as const)('with %s for %s and failover %s: %s', async (outcome, level, failover, isOwn) => {
      const records = await open();
      const change = { outcome, facts: variables({ level }), ...(failover ? { failover } : {}) };
      await records.save(recorded({ place: BERLIN, decision: change }));
      const { from, keySinceMs } = await records.recall(query);
      expect(from).toEqual(isOwn ? { place: BERLIN, atMs: T0 } : null);
      expect(keySinceMs).toBe(isOwn ? T0 : null);
    });

    it.each<['challenge' | 'review' | 'deny', Partial<LabelStatement>, boolean]>([
      ['challenge', {}, true],
      ['challenge', { outcome: 'unsure', reason: 'correct_password' }, true],
      ['challenge', { outcome: 'unsure', reason: 'incorrect_password' }, false],
      ['challenge', { outcome: 'fraudulent' }, false],
      ['review', { source: 'analyst', reason: 'known_customer' }, true],
      ['review', { source: 'analyst', outcome: 'unsure' }, false],
      ['deny', { source: 'analyst' }, false],
    ])('after %s and %o: %s', async (outcome, change, isOwn) => {
      const records = await open();
      const record = recorded({ decision: { outcome } });
      await records.save(record);
      const later = T0 + 5 * 60_000;
      await records.label(record.decision.id, label({ atMs: later, ...change }));
      expect((await records.recall(query)).keySinceMs).toBe(isOwn ? later : null);
    });

    it('is none once it turns out to be fraud', async () => {
      const records = await open();
      const fraud = recorded({ place: BERLIN });
      const later = recorded({ decision: { atMs: T0 + 1000 } });
      await records.save(fraud);
      await records.save(later);
      await records.label(fraud.decision.id, label({ outcome: 'fraudulent', source: 'chargeback' }));
      expect(await records.recall(query)).toMatchObject({ from: null, keySinceMs: T0 + 1000 });
      // A customer's word counts less than a chargeback.
      await records.label(fraud.decision.id, label({ source: 'customer', atMs: T0 + DAY }));
      expect((await records.recall(query)).from).toBeNull();
    });

    it('is forgotten after 90 days', async () => {
      const records = await open();
      await records.save(recorded({ place: BERLIN }));
      const recallAfter = (days: number) => records.recall({ ...query, atMs: T0 + days * DAY });
      expect(await recallAfter(90)).toMatchObject({ from: { place: BERLIN }, keySinceMs: T0 });
      expect(await recallAfter(90.1)).toMatchObject({ from: null, keySinceMs: null });
    });

    it('keeps a key that is used known since its first day', async () => {
      const records = await open();
      for (const day of [0, 60, 120]) await records.save(recorded({ decision: { atMs: T0 + day * DAY } }));
      expect((await records.recall({ ...query, atMs: T0 + 121 * DAY })).keySinceMs).toBe(T0);
    });

    it('is looked for under this key first', async () => {
      const records = await open();
      const tokyo = { lat: 35.7, lon: 139.7 };
      await records.save(recorded({ place: BERLIN }));
      await records.save(recorded({ place: tokyo, jkt: 'other', decision: { atMs: T0 + 1000 } }));
      expect((await records.recall(query)).from?.place).toEqual(BERLIN);
      expect((await records.recall({ ...query, jkt: 'third' })).from?.place).toEqual(tokyo);
      expect((await records.recall({ ...query, jkt: null })).from?.place).toEqual(tokyo);
      expect((await records.recall({ ...query, account: null })).from).toBeNull();
    });
  });

  describe('a repeated request', () => {
    it('is given the first decision for a day', async () => {
      const records = await open();
      const first = recorded({ idempotency: 'once' });
      const second = recorded({ idempotency: 'once', decision: { atMs: T0 + 1000, outcome: 'deny' } });
      const { decision, account, card } = first;
      const answered = { decision, account, card };
      expect(await records.save(first)).toEqual({ ...answered, caseId: null });
      expect(await records.save(second)).toEqual({ ...answered, caseId: null });
      const recallAfter = (ms: number) => records.recall({ ...query, idempotency: 'once', atMs: T0 + ms });
      expect((await recallAfter(DAY - 1)).repeated).toEqual(answered);
      expect((await recallAfter(DAY)).repeated).toBeNull();
    });
  });

  describe('an alert', () => {
    const alert = (atMs: number, ties: object) => recorded({ ...ties, decision: { alert: true, atMs } });

    it('joins by card, else by account, else by key', async () => {
      const records = await open();
      const file = async (ties: object, ms = 0) => (await records.save(alert(T0 + ms, ties))).caseId;
      const first = await file({ card: 'c1', account: 'a1', jkt: 'k1' });
      expect(first).not.toBeNull();
      expect(await file({ card: 'c2', account: 'a2', jkt: 'k2' })).not.toBe(first);
      expect(await file({ card: 'c1', account: 'a2', jkt: 'k2' })).toBe(first);
      expect(await file({ card: 'c9', account: 'a1', jkt: 'k2' })).toBe(first);
      expect(await file({ card: null, account: null, jkt: 'k1' })).toBe(first);
      expect(await file({ card: null, account: null, jkt: null })).not.toBe(first);
    });

    it('joins while the last alert is less than a day old', async () => {
      const records = await open();
      const file = async (ms: number) => (await records.save(alert(T0 + ms, {}))).caseId;
      const first = await file(0);
      expect(await file(DAY - 1)).toBe(first);
      expect(await file(2 * DAY - 2)).toBe(first);
      expect(await file(3 * DAY - 2)).not.toBe(first);
    });

    it('is what a decision needs for a case', async () => {
      const records = await open();
      expect((await records.save(recorded())).caseId).toBeNull();
    });
  });

  describe('an export', () => {
    it('is of all decisions, or of those of a time', async () => {
      const records = await open();
      for (const [i, atMs] of [T0, T0 + 1, T0 + 2].entries())
        await records.save(recorded({ account: `a${i}`, decision: { id: `d${i}`, atMs } }));
      const namesOf = async (range?: ExportRange) =>
        (await listOf(records.export(range))).map(({ decision }) => decision.id);
      expect(await namesOf()).toEqual(['d0', 'd1', 'd2']);
      expect(await namesOf({ fromMs: T0 + 1 })).toEqual(['d1', 'd2']);
      expect(await namesOf({ toMs: T0 + 1 })).toEqual(['d0']);
      expect(await namesOf({ fromMs: T0 + 1, toMs: T0 + 2 })).toEqual(['d1']);
      expect(await namesOf({ fromMs: T0 + 3 })).toEqual([]);
    });
  });

  describe('erasing', () => {
    it.each([{ account: 'account' }, { card: 'card' }, { jkt: 'key' }])(
      '%o leaves a tombstone alone',
      async (subject) => {
        const records = await open();
        const gone = recorded({ place: BERLIN, idempotency: 'once', decision: { alert: true } });
        const kept = recorded({ account: 'b', card: 'b', jkt: 'b' });
        await records.save(gone);
        await records.save(kept);
        expect(await records.erase(subject, 'somebody')).toBe(1);
        expect(await listOf(records.export())).toMatchObject([{ decision: { id: kept.decision.id } }]);
        expect(await records.recall({ ...query, idempotency: 'once' })).toEqual({
          from: null,
          homes: [],
          keySinceMs: null,
          snoozed: [],
          denied: [],
          repeated: null,
        });
        expect(await listOf(records.audit())).toMatchObject([
          { seq: 1, by: 'somebody', what: 'erase', detail: '{"decisions":1}' },
        ]);
        expect(await records.label(gone.decision.id, label())).toEqual(UNKNOWN);
      },
    );

    it('takes alerts out of a case, with what tied it to them', async () => {
      const records = await open();
      const file = async (ties: object, ms: number) => {
        const decision = { alert: true, atMs: T0 + ms };
        return (await records.save(recorded({ band: null, ...ties, decision }))).caseId ?? '';
      };
      const id = await file({ account: 'ann', card: 'visa', jkt: 'laptop', band: 'same' }, 0);
      expect(await file({ account: 'bob', card: 'visa', jkt: 'phone' }, 1)).toBe(id);
      expect(await file({ account: 'ann', card: 'mc', jkt: 'tablet' }, 2)).toBe(id);
      expect(await file({ account: 'bob', card: 'visa', jkt: 'phone' }, 3)).toBe(id);
      const who = { id, by: 'eve', nowMs: T0 };
      await records.cases.take({ ...who, untilMs: T0 + DAY });
      await records.cases.answer({ ...who, seen: 3, outcome: 'unsure' });
      expect(await records.cases.find(id)).toMatchObject({ alerts: 4, answered: 3, amount: 100 });
      expect(await records.erase({ account: 'ann' }, 'somebody')).toBe(2);
      expect(await records.cases.find(id)).toMatchObject({ alerts: 2, answered: 1, amount: 100 });
      expect(await records.cases.decisions(id, 10)).toHaveLength(2);
      const nobody = { account: null, card: null, jkt: null };
      for (const own of [{ card: 'visa' }, { account: 'bob' }, { jkt: 'phone' }])
        expect(await file({ ...nobody, ...own }, 4)).toBe(id);
      for (const own of [{ account: 'ann' }, { card: 'mc' }, { jkt: 'laptop' }, { band: 'same' }])
        expect(await file({ ...nobody, ...own }, 5)).not.toBe(id);
    });
  });

  describe('what expires', () => {
    const at = (days: number, change: Parameters<typeof recorded>[0] = {}) =>
      recorded({ ...change, decision: { atMs: T0 + days * DAY, ...change.decision } });
    const expireAfter = (records: Records, days: number) => records.expire(T0 + days * DAY);

    it('is the facts first, then the decision, of which a stub is left, then that', async () => {
      const records = await open();
      const context = [{ code: 'strange_key', weight: 0.5, text: 'New.' }];
      const record = at(0, { decision: { context, propensity: 0.1, facts: variables({ score: 0.5 }) } });
      const { facts, ...rest } = record.decision;
      await records.save(record);
      await records.label(rest.id, label({ note: 'ann called' }));
      expect(await expireAfter(records, 30)).toBe(0);
      expect(await listOf(records.export())).toMatchObject([{ decision: { id: rest.id, facts } }]);
      expect(await expireAfter(records, 30.1)).toBe(0);
      expect(await listOf(records.export())).toEqual([
        { ...record, decision: { ...rest, facts: null }, labels: [given({ note: 'ann called' })] },
      ]);
      expect(await expireAfter(records, 90)).toBe(0);
      expect(await expireAfter(records, 90.1)).toBe(1);
      expect(await expireAfter(records, 91)).toBe(0);
      expect(await listOf(records.export())).toEqual([]);
      const { id, action, outcome } = rest;
      const stub = { id, atMs: T0, action, outcome, amount: facts.amount, z: 0.5, propensity: 0.1 };
      expect(await listOf(records.stubs())).toEqual([{ ...stub, labels: [given()] }]);
      await expireAfter(records, 395);
      expect(await listOf(records.stubs())).toHaveLength(1);
      await expireAfter(records, 395.1);
      expect(await listOf(records.stubs())).toEqual([]);
      expect(await records.label(id, label())).toEqual(UNKNOWN);
    });

    it('takes places with it, and keys that are not used any more', async () => {
      const records = await open();
      await records.save(at(0, { place: BERLIN }));
      await records.save(at(0, { jkt: 'unused' }));
      await records.save(at(60));
      await expireAfter(records, 91);
      const recall = (jkt: string) => records.recall({ ...query, jkt, atMs: T0 + 91 * DAY });
      expect(await recall('key')).toMatchObject({ from: null, keySinceMs: T0 });
      expect(await recall('unused')).toMatchObject({ keySinceMs: null });
    });

    it('is still labelled, and a late chargeback makes its key unknown', async () => {
      const records = await open();
      const fraud = at(0);
      await records.save(fraud);
      await records.save(at(60));
      await expireAfter(records, 120);
      const chargeback = { outcome: 'fraudulent', source: 'chargeback', note: 'of ann' } as const;
      expect(await records.label(fraud.decision.id, label(chargeback))).toMatchObject({ ok: true });
      expect(await listOf(records.stubs())).toMatchObject([{ labels: [{ outcome: 'fraudulent' }] }]);
      expect(JSON.stringify(await listOf(records.stubs()))).not.toContain('ann');
      expect((await records.recall({ ...query, atMs: T0 + 121 * DAY })).keySinceMs).toBe(T0 + 60 * DAY);
    });

    it('takes back what a label says of a decision without facts', async () => {
      const records = await open();
      const challenged = at(0, { place: BERLIN, decision: { outcome: 'challenge' } });
      await records.save(challenged);
      await expireAfter(records, 31);
      await records.label(challenged.decision.id, label({ atMs: T0 + DAY }));
      const recall = () => records.recall({ ...query, atMs: T0 + 32 * DAY });
      expect(await recall()).toMatchObject({ from: { place: BERLIN }, keySinceMs: T0 + DAY });
      await records.label(challenged.decision.id, label({ outcome: 'fraudulent', atMs: T0 + 2 * DAY }));
      expect(await recall()).toMatchObject({ from: null, keySinceMs: null });
    });

    it('leaves the rest as it was, whatever its week', async () => {
      const records = await open();
      const days = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110];
      for (const day of days) {
        await records.save(at(day, { account: `a${day}`, jkt: `k${day}` }));
        await expireAfter(records, day);
      }
      const kept = (await listOf(records.export())).map(({ decision }) => (decision.atMs - T0) / DAY);
      expect(kept).toEqual([20, 30, 40, 50, 60, 70, 80, 90, 100, 110]);
      const explained = (await listOf(records.export())).filter(({ decision }) => decision.facts !== null);
      expect(explained.map(({ account }) => account)).toEqual(['a80', 'a90', 'a100', 'a110']);
      expect((await listOf(records.stubs())).map(({ atMs }) => (atMs - T0) / DAY)).toEqual([0, 10]);
    });

    it.each([{ facts: 0 }, { facts: 91 }, { label: 60 }, { sighting: Number.NaN }])(
      'is refused with days %o',
      async (days) => {
        const records = await open();
        await expect(records.expire(T0, days)).rejects.toThrow(/retentionDays/);
      },
    );

    it('is what the site says', async () => {
      const records = await open();
      await records.save(at(0, { place: BERLIN }));
      await records.expire(T0 + 3 * DAY, { facts: 1, sighting: 2, decision: 2, label: 4 });
      expect((await records.recall({ ...query, atMs: T0 + 3 * DAY })).from).toBeNull();
      expect(await listOf(records.stubs())).toHaveLength(1);
    });
  });

  describe('the audit', () => {
    it('is a chain that shows what was changed, left out or moved', async () => {
      const records = await open();
      const { decision } = recorded();
      await records.save(recorded({ decision }));
      await Promise.all(
        [0, 1, 2, 3].map((note) =>
          records.label(decision.id, label({ by: `shop ${note}`, note: `secret ${note}` })),
        ),
      );
      const rows = await listOf(records.audit());
      expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
      expect(JSON.stringify(rows)).not.toContain('secret');
      expect(await findBroken(rows)).toBeNull();
      expect(await findBroken(rows.with(1, { ...rows[1]!, by: 'somebody else' }))).toBe(2);
      expect(await findBroken(rows.toSpliced(2, 1))).toBe(3);
      expect(await findBroken([rows[1]!, rows[0]!])).toBe(1);
    });
  });

  describe('a part of the audit', () => {
    it('is so many rows from a number on, and the last one is known', async () => {
      const records = await open();
      expect(await records.lastAudit()).toBeNull();
      for (const what of ['a', 'b', 'c', 'd']) await records.log({ atMs: T0, by: 'ann', what, detail: '{}' });
      const read = async (range: AuditRange) =>
        (await listOf(records.audit(range))).map(({ what }) => what).join('');
      expect(await read({ fromSeq: 2, limit: 2 })).toBe('bc');
      expect(await read({ fromSeq: 3, limit: 9 })).toBe('cd');
      expect(await read({ limit: 0 })).toBe('');
      expect(await read({})).toBe('abcd');
      expect(await records.lastAudit()).toMatchObject({ seq: 4, what: 'd' });
    });
  });

  describe('a snoozed rule', () => {
    const snooze = (untilMs: number, by = 'ann') => ({ account: 'account', rule: 'machine', untilMs, by });

    it('is listed while it is, and audited without the account', async () => {
      const records = await open();
      await records.snooze(snooze(T0 + HOUR));
      await records.snooze(snooze(T0 + 3 * HOUR, 'bob'));
      await records.snooze({ ...snooze(T0 + 2 * HOUR), account: 'b' });
      expect((await records.snoozes(T0)).map(({ account, by }) => [account, by])).toEqual([
        ['b', 'ann'],
        ['account', 'bob'],
      ]);
      expect(await records.snoozes(T0 + 2 * HOUR)).toHaveLength(1);
      const rows = await listOf(records.audit());
      expect(rows.map(({ what, by }) => [what, by])).toEqual([
        ['snooze', 'ann'],
        ['snooze', 'bob'],
        ['snooze', 'ann'],
      ]);
      expect(JSON.stringify(rows)).not.toContain('account');
    });

    it('is snoozed for one account, for a while', async () => {
      const records = await open();
      await records.snooze(snooze(T0 + 2 * HOUR));
      expect((await records.recall(query)).snoozed).toEqual(['machine']);
      expect((await records.recall({ ...query, account: 'b' })).snoozed).toEqual([]);
      expect((await records.recall({ ...query, atMs: T0 + 2 * HOUR })).snoozed).toEqual([]);
    });
  });

  describe('the deny list', () => {
    const denial = (change: Partial<Denial> = {}): Denial => ({
      ...{ kind: 'key', name: 'key', caseId: 'c', by: 'ann', atMs: T0, untilMs: T0 + 2 * HOUR },
      ...{ confirmedBy: 'ann', ...change },
    });
    const page = { atMs: T0, offset: 0, limit: 50 };

    it('is recalled by key, account and card, for a while, and audited without names', async () => {
      const records = await open();
      await records.denials.put(denial(), 'ann');
      await records.denials.put(denial({ kind: 'account', name: 'b', atMs: T0 + 1 }), 'ann');
      expect((await records.recall(query)).denied).toEqual(['key']);
      const other = { ...query, jkt: 'other', account: 'b' };
      expect((await records.recall(other)).denied).toEqual(['account']);
      await records.denials.put(denial({ kind: 'card', name: 'card', atMs: T0 + 2 }), 'bob');
      expect((await records.recall({ ...other, account: 'key' })).denied).toEqual(['card']);
      expect((await records.recall({ ...query, atMs: T0 + 2 * HOUR })).denied).toEqual([]);
      const { rows, total } = await records.denials.page(page);
      expect([rows.map(({ kind }) => kind), total]).toEqual([['card', 'account', 'key'], 3]);
      expect((await records.denials.page({ ...page, offset: 2, limit: 1 })).rows).toEqual([denial()]);
      const audit = await listOf(records.audit());
      expect(audit.map(({ what, by }) => [what, by])).toEqual([
        ['deny', 'ann'],
        ['deny', 'ann'],
        ['deny', 'bob'],
      ]);
      expect(audit[0]?.detail).toBe(
        JSON.stringify({ kind: 'key', case: 'c', untilMs: T0 + 2 * HOUR, isInForce: true }),
      );
    });

    it('changes only what somebody saw, where he says what that was', async () => {
      const { denials } = await open();
      const asked = denial({ confirmedBy: null });
      const agreed = denial({ confirmedBy: 'bob' });
      expect(await denials.put(agreed, 'bob', asked)).toBe(false);
      expect(await denials.put(asked, 'ann', null)).toBe(true);
      expect(await denials.put(denial({ by: 'eve' }), 'eve', null)).toBe(false);
      expect(await denials.put(agreed, 'bob', asked)).toBe(true);
      expect(await denials.put(asked, 'ann', asked)).toBe(false);
      expect((await denials.page(page)).rows).toEqual([agreed]);
      const later = denial({ atMs: T0 + 2 * HOUR, untilMs: T0 + 4 * HOUR });
      expect(await denials.put(later, 'ann', null)).toBe(true);
    });

    it('shows rules no entry that nobody confirmed, and none that was taken off', async () => {
      const records = await open();
      await records.denials.put(denial({ confirmedBy: null }), 'ann');
      expect((await records.recall(query)).denied).toEqual([]);
      await records.denials.put(denial({ confirmedBy: 'bob' }), 'bob');
      expect((await records.recall(query)).denied).toEqual(['key']);
      expect(await records.denials.remove({ kind: 'key', name: 'key' }, 'bob')).toBe(true);
      expect(await records.denials.remove({ kind: 'key', name: 'key' }, 'bob')).toBe(false);
      expect((await records.recall(query)).denied).toEqual([]);
      expect((await listOf(records.audit())).map(({ what }) => what)).toEqual(['deny', 'deny', 'undeny']);
    });

    it('forgets who is erased, and what has ended', async () => {
      const records = await open();
      for (const [kind, name] of [
        ['key', 'k'],
        ['account', 'a'],
        ['card', 'c'],
      ] as const)
        await records.denials.put(denial({ kind, name }), 'ann');
      await records.erase({ account: 'a', card: 'k' }, 'ann');
      await records.erase({ jkt: 'c' }, 'ann');
      expect((await records.denials.page(page)).rows.map(({ kind }) => kind)).toEqual(['card', 'key']);
      await records.erase({ jkt: 'k' }, 'ann');
      await records.erase({ card: 'c' }, 'ann');
      expect((await records.denials.page(page)).total).toBe(0);
      await records.denials.put(denial({ untilMs: T0 + HOUR }), 'ann');
      await records.expire(T0 + HOUR);
      expect((await records.denials.page(page)).total).toBe(0);
    });
  });

  describe('the outbox', () => {
    const message = (change: Partial<OutboxMessage> = {}): OutboxMessage => ({
      id: 'm',
      target: 'crm',
      event: 'case.opened',
      payload: '{"a":1}',
      decisionId: null,
      createdMs: T0,
      ...change,
    });
    const claim = { atMs: T0, leaseMs: HOUR, limit: 10 };

    it('gives a message to one sender until its lease ends', async () => {
      const { outbox } = await open();
      await outbox.add([message(), message({ target: 'erp', createdMs: T0 + 1 })]);
      await outbox.add([message({ payload: 'another' })]);
      expect(await outbox.claim(claim)).toEqual([{ ...message(), tries: 1 }]);
      expect(await outbox.claim(claim)).toEqual([]);
      const later = await outbox.claim({ ...claim, atMs: T0 + HOUR });
      expect(later.map(({ target, tries }) => [target, tries])).toEqual([
        ['crm', 2],
        ['erp', 1],
      ]);
    });

    it('is empty once everything is delivered or given up', async () => {
      const { outbox } = await open();
      await outbox.add(['a', 'b', 'c'].map((id) => message({ id })));
      const [a, b, c] = (await outbox.claim(claim)).toSorted((x, y) => x.id.localeCompare(y.id));
      expect(await outbox.settle(a!, { deliveredMs: T0 })).toBe(true);
      expect(await outbox.settle(b!, { nextMs: null })).toBe(true);
      expect(await outbox.settle(c!, { nextMs: T0 + 1000 })).toBe(true);
      expect(await outbox.claim(claim)).toEqual([]);
      const [again] = await outbox.claim({ ...claim, atMs: T0 + 1000 });
      expect(again).toMatchObject({ id: 'c', tries: 2 });
      // Who held it before has nothing to say any more.
      expect(await outbox.settle(c!, { deliveredMs: T0 })).toBe(false);
      expect(await outbox.settle(again!, { deliveredMs: T0 })).toBe(true);
      expect(await outbox.claim({ ...claim, atMs: T0 + DAY })).toEqual([]);
    });

    it('takes as many as are asked for, the oldest first', async () => {
      const { outbox } = await open();
      const ages = [3, 1, 2];
      await outbox.add(ages.map((age) => message({ id: `m${age}`, createdMs: T0 - age })));
      expect((await outbox.claim({ ...claim, limit: 2 })).map(({ id }) => id)).toEqual(['m3', 'm2']);
      expect((await outbox.claim({ ...claim, limit: 2 })).map(({ id }) => id)).toEqual(['m1']);
    });

    it('tells of a case only with the decision that opens it', async () => {
      const records = await open();
      const opening = (id: string) => (caseId: string) => [message({ id, payload: caseId })];
      const alert = (minutes: number) =>
        recorded({ decision: { alert: true, atMs: T0 + minutes * 60_000, outcome: 'review' } });
      const { caseId } = await records.save(alert(0), { opening: opening('first') });
      await records.save(alert(1), { opening: opening('joins') });
      await records.save(recorded({ account: 'b' }), { opening: opening('no alert') });
      const told = await records.outbox.claim(claim);
      expect(told.map(({ id, payload }) => [id, payload])).toEqual([['first', caseId]]);
    });

    it('is filled with a label', async () => {
      const records = await open();
      const { decision } = recorded();
      await records.save(recorded({ decision }));
      await records.label('unknown', label(), () => [message({ id: 'none' })]);
      await records.label(decision.id, label(), () => [message({ id: 'label' })]);
      expect((await records.outbox.claim(claim)).map(({ id }) => id)).toEqual(['label']);
    });

    it('leaves out endpoints that are not wanted', async () => {
      const { outbox } = await open();
      await outbox.add(['crm', 'erp', 'bi'].map((target) => message({ target })));
      const some = await outbox.claim({ ...claim, except: ['crm', 'bi'] });
      expect(some.map(({ target }) => target)).toEqual(['erp']);
      expect(await outbox.claim(claim)).toHaveLength(2);
    });

    it('says what waits, and gives again what was delivered or given up', async () => {
      const { outbox } = await open();
      const told = ['a', 'b', 'c', 'd'].map((id, index) => message({ id, createdMs: T0 + index }));
      await outbox.add(told);
      expect(await outbox.state()).toEqual({ waiting: 4, oldestMs: T0, givenUp: 0 });
      const [a, b, c] = await outbox.claim({ ...claim, atMs: T0 + 9, limit: 3 });
      await outbox.settle(a!, { deliveredMs: T0 });
      await outbox.settle(b!, { nextMs: null });
      await outbox.settle(c!, { nextMs: T0 + DAY });
      expect(await outbox.state()).toEqual({ waiting: 2, oldestMs: T0 + 2, givenUp: 1 });
      expect(await outbox.replay({ target: 'crm', sinceMs: T0 + 2 }, T0 + 10)).toBe(0);
      expect(await outbox.replay({ target: 'erp', sinceMs: T0 }, T0 + 10)).toBe(0);
      expect(await outbox.replay({ target: 'crm', sinceMs: T0 }, T0 + 10)).toBe(1);
      expect(await outbox.replay({ id: 'a' }, T0 + 10)).toBe(1);
      expect(await outbox.replay({ id: 'c' }, T0 + 10)).toBe(1);
      const again = await outbox.claim({ ...claim, atMs: T0 + 10 });
      expect(again.map(({ id, tries }) => [id, tries])).toEqual([
        ['a', 1],
        ['b', 1],
        ['c', 2],
        ['d', 1],
      ]);
      expect(await outbox.settle(again[0]!, { deliveredMs: T0 + 11 })).toBe(true);
      expect(await outbox.state()).toEqual({ waiting: 3, oldestMs: T0 + 1, givenUp: 0 });
    });

    it('is filled with the decision, and emptied when that is erased', async () => {
      const records = await open();
      const record = recorded({ idempotency: 'once' });
      const told = message({ decisionId: record.decision.id });
      await records.save(record, { messages: [told] });
      const repeated = recorded({ idempotency: 'once' });
      const other = message({ id: 'other', decisionId: repeated.decision.id });
      await records.save(repeated, { messages: [other] });
      expect(await records.outbox.claim(claim)).toEqual([{ ...told, tries: 1 }]);
      await records.erase({ account: 'account' }, 'officer');
      expect(await records.outbox.claim({ ...claim, atMs: T0 + DAY })).toEqual([]);
    });
  });

  describe('policies', () => {
    const own = (when: string) => written([{ id: 'own', when, then: 'deny' }]);
    const openBook = (store: PolicyStore, options: PolicyBookOptions = {}) =>
      createPolicyBook({ live: [], shadow: [], store, ...options });
    async function draft(book: PolicyBook, when: string, by = 'ann'): Promise<string> {
      const drafted = await book.draft(own(when), by);
      if (!drafted.ok) throw new Error(JSON.stringify(drafted.faults));
      return drafted.revision;
    }

    it('survive a restart in every state', async () => {
      const records = await open();
      const book = await openBook(records.policies);
      const revisions = [];
      for (const amount of [1, 2, 3, 4]) revisions.push(await draft(book, `amount > ${amount}.0`));
      const [first, second, third] = revisions as [string, string, string];
      await book.publish({ revision: first, state: 'live', replaces: null, by: 'ann' });
      await book.publish({ revision: second, state: 'live', replaces: first, by: 'bob' });
      await book.publish({ revision: third, state: 'shadow', replaces: second, by: 'bob' });
      const restarted = await openBook(records.policies);
      expect(restarted.entries().map(({ state, by }) => [state, by])).toEqual([
        ['retired', 'ann'],
        ['live', 'ann'],
        ['shadow', 'ann'],
        ['draft', 'ann'],
      ]);
      expect(restarted.live('checkout')?.revision).toBe(second);
      expect(restarted.shadows('checkout').map(({ revision }) => revision)).toEqual([third]);
    });

    it('are audited when they are published: who, and which revision', async () => {
      const records = await open();
      const book = await openBook(records.policies);
      const revision = await draft(book, 'amount > 1.0');
      await book.publish({ revision, state: 'live', replaces: null, by: 'ann' });
      await book.publish({ revision, state: 'live', replaces: null, by: 'bob' });
      const rows = await listOf(records.audit());
      expect(rows).toMatchObject([{ by: 'ann', what: 'publish' }]);
      expect(JSON.parse(rows[0]?.detail ?? '')).toEqual({
        name: 'own',
        revision,
        state: 'live',
        replaces: null,
      });
      expect(await findBroken(rows)).toBeNull();
    });

    it('tell endpoints in the same step', async () => {
      const records = await open();
      const message = { target: 'crm', payload: '{}', decisionId: null, createdMs: T0 };
      const messagesOf = ({ type }: WebhookEvent) => [{ ...message, id: 'm', event: type }];
      const book = await openBook(records.policies, { webhooks: { messagesOf } });
      const revision = await draft(book, 'amount > 1.0');
      await book.publish({ revision, state: 'live', replaces: 'other', by: 'ann' });
      expect((await records.outbox.state()).waiting).toBe(0);
      await book.publish({ revision, state: 'live', replaces: null, by: 'ann' });
      expect(await records.outbox.claim({ atMs: T0, leaseMs: 1, limit: 9 })).toMatchObject([
        { id: 'm', event: 'policy.published' },
      ]);
    });

    it('let one of two publications at once win and tell the other, in two processes too', async () => {
      const records = await open();
      const books = [await openBook(records.policies), await openBook(records.policies)];
      const revisions = await Promise.all(books.map((book, at) => draft(book, `amount > ${at}.5`)));
      const published = await Promise.all(
        books.map((book, at) =>
          book.publish({ revision: revisions[at] ?? '', state: 'live', replaces: null, by: `p${at}` }),
        ),
      );
      expect(published.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
      const winner = published.findIndex(({ ok }) => ok);
      expect(published[1 - winner]).toEqual({ ok: false, code: 'conflict', live: revisions[winner] });
      await Promise.all(books.map((book) => book.refresh()));
      for (const book of books) expect(book.live('checkout')?.revision).toBe(revisions[winner]);
      expect(await listOf(records.audit())).toHaveLength(1);
    });

    it('ask for a second person, whoever restarted in between', async () => {
      const records = await open();
      const revision = await draft(await openBook(records.policies), 'amount > 1.0', 'ann');
      const book = await openBook(records.policies, { needsSecondPerson: true });
      const publish = (by: string) => book.publish({ revision, state: 'live', replaces: null, by });
      await book.draft(own('amount > 1.0'), 'bob');
      expect(await publish('ann')).toMatchObject({ code: 'second_person' });
      expect(await publish('bob')).toEqual({ ok: true });
    });

    it('that the site hands over are in force at the first start alone', async () => {
      const records = await open();
      const first = await openBook(records.policies, { live: [own('amount > 1.0')] });
      const live = first.live('checkout')?.revision ?? '';
      const again = await openBook(records.policies, { live: [own('amount > 2.0')] });
      expect(again.entries().map(({ state }) => state)).toEqual(['live', 'draft']);
      expect(again.live('checkout')?.revision).toBe(live);
      expect(await listOf(records.audit())).toMatchObject([{ by: 'site', what: 'publish' }]);
    });

    it('of another process are in force here after a while', async () => {
      const records = await open();
      const here = await openBook(records.policies, { refreshMs: 0 });
      const there = await openBook(records.policies);
      const revision = await draft(there, 'amount > 1.0');
      await there.publish({ revision, state: 'live', replaces: null, by: 'ann' });
      await expect.poll(() => here.live('checkout')?.revision).toBe(revision);
    });
  });
}
