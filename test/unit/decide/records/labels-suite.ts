import { describe, expect, it } from 'vitest';
import type { DecisionQuery } from '../../../../src/decide/records/find.ts';
import {
  type Label,
  type LabelGiven,
  type LabelStatement,
  labelInForce,
} from '../../../../src/decide/records/label.ts';
import type { Records } from '../../../../src/decide/records/records.ts';
import { recorded } from '../decision.ts';
import { variables } from '../variables.ts';

const T0 = 1_800_000_000_000;
const FRAUD: LabelStatement = {
  ...{ outcome: 'fraudulent', reason: 'stolen_card', source: 'analyst', by: 'ann', atMs: T0 },
};
const GOOD: LabelStatement = { ...FRAUD, outcome: 'legitimate', reason: 'known_customer' };

/** What every implementation of the records does with labels. */
export function testLabels(open: () => Promise<Records>): void {
  /** Records with one decision, and what is said of it. */
  async function labelled() {
    const records = await open();
    const { decision } = recorded();
    await records.save(recorded({ decision }));
    const label = (given: LabelGiven, id = decision.id) => records.label(id, given);
    async function add(given: LabelGiven): Promise<Label> {
      const added = await label(given);
      if (!added.ok || !added.isNew) throw new Error(`not added: ${JSON.stringify(added)}`);
      return added.label;
    }
    async function rows(): Promise<readonly Label[]> {
      for await (const { labels } of records.export()) return labels;
      return [];
    }
    async function audit(): Promise<readonly object[]> {
      const list: object[] = [];
      for await (const { by, what, detail } of records.audit())
        list.push({ by, what, ...JSON.parse(detail) });
      return list;
    }
    const reverse = (reverses: string, change: object = {}) =>
      label({ reverses, by: 'ann', atMs: T0 + 1, mayReverseOthers: false, ...change });
    return { id: decision.id, label, add, rows, reverse, audit, records };
  }

  describe('a label', () => {
    it('that is given twice is one, whatever came in between', async () => {
      const { label, add, rows } = await labelled();
      const first = await add(FRAUD);
      expect(await label({ ...FRAUD, note: 'again' })).toMatchObject({ isNew: false, label: first });
      await add({ ...GOOD, atMs: T0 + 1 });
      expect(await label(FRAUD)).toMatchObject({ isNew: false, label: first });
      expect(await rows()).toHaveLength(2);
    });

    it('that only repeats the last one of the same person is that one', async () => {
      const { label, add, rows } = await labelled();
      const first = await add(FRAUD);
      expect(await label({ ...FRAUD, atMs: T0 + 5000 })).toMatchObject({ isNew: false, label: first });
      await add({ ...FRAUD, by: 'bob' });
      await add({ ...FRAUD, source: 'import' });
      expect(await rows()).toHaveLength(3);
    });

    it('that repeats what somebody else has denied since is a new word', async () => {
      const { label, add, rows } = await labelled();
      await add(FRAUD);
      await add({ ...GOOD, by: 'bob', source: FRAUD.source, atMs: T0 + 1 });
      const again = await add({ ...FRAUD, atMs: T0 + 2 });
      expect(labelInForce(await rows())).toEqual(again);
      await add({ ...FRAUD, by: 'bob', atMs: T0 + 3 });
      expect(await label({ ...FRAUD, atMs: T0 + 4 })).toMatchObject({ isNew: false });
    });

    it('has the same id wherever it is given, and another for every other member', async () => {
      const there = await labelled();
      const { id } = await there.add(FRAUD);
      const { records, add } = await labelled();
      await records.save(recorded({ decision: { id: there.id } }));
      expect(await records.label(there.id, FRAUD)).toMatchObject({ isNew: true, label: { id } });
      const first = await add(FRAUD);
      const ids = [first.id];
      for (const change of [GOOD, { ...FRAUD, by: 'bob' }, { ...FRAUD, source: 'import' as const }])
        ids.push((await add(change)).id);
      expect(new Set(ids).size).toBe(4);
      expect(first.id).toMatch(/^[\w-]{22}$/);
    });

    it('tells what was in force before', async () => {
      const { label, add } = await labelled();
      const first = await add(FRAUD);
      expect(await label({ ...GOOD, by: 'bob', atMs: T0 + 1 })).toMatchObject({ isNew: true, before: first });
    });

    it('is in the audit without its note', async () => {
      const { id, add, audit } = await labelled();
      const first = await add({ ...FRAUD, note: 'Mr Smith called' });
      const { note: _, ...said } = first;
      expect(await audit()).toEqual([{ what: 'label', decision: id, ...said }]);
    });

    it('of a decision that is not there is refused', async () => {
      const { label, audit } = await labelled();
      expect(await label(FRAUD, 'nothing')).toEqual({ ok: false, code: 'decision_unknown' });
      expect(await audit()).toEqual([]);
    });
  });

  describe('a reversal', () => {
    it('is a row that repeats what it takes back', async () => {
      const { add, rows, reverse } = await labelled();
      const first = await add({ ...FRAUD, note: 'Mr Smith called' });
      expect(await reverse(first.id, { note: 'wrong man' })).toMatchObject({ ok: true, before: first });
      const { note: _, ...said } = first;
      const reversal = {
        ...said,
        id: expect.any(String),
        atMs: T0 + 1,
        note: 'wrong man',
        reverses: first.id,
      };
      expect(await rows()).toEqual([first, reversal]);
    });

    it('lets the next word count, and the same label stays taken back', async () => {
      const { label, add, rows, reverse } = await labelled();
      const first = await add(FRAUD);
      await reverse(first.id);
      expect(await label(FRAUD)).toMatchObject({ isNew: false, label: first, before: null });
      await add({ ...FRAUD, atMs: T0 + 2 });
      expect(await rows()).toHaveLength(3);
    });

    it.each([1, 2, 5000])(
      'given again %i ms after the label is one, and another’s is refused',
      async (ms) => {
        const { add, reverse, rows } = await labelled();
        const first = await add(FRAUD);
        const taken = await reverse(first.id);
        const label = taken.ok ? taken.label : null;
        expect(await reverse(first.id, { atMs: T0 + ms })).toEqual({
          ok: true,
          isNew: false,
          label,
          before: null,
        });
        const other = { by: 'bob', mayReverseOthers: true, atMs: T0 + ms };
        expect(await reverse(first.id, other)).toEqual({ ok: false, code: 'label_reversed' });
        expect(await rows()).toHaveLength(2);
      },
    );

    it('of somebody else’s label needs the right to it', async () => {
      const { add, reverse, rows } = await labelled();
      const first = await add(FRAUD);
      expect(await reverse(first.id, { by: 'bob' })).toEqual({ ok: false, code: 'label_not_yours' });
      expect(await reverse(first.id, { by: 'bob', mayReverseOthers: true })).toMatchObject({ ok: true });
      expect((await rows()).map(({ by }) => by)).toEqual(['ann', 'bob']);
    });

    it('of no label, and of a reversal, is refused', async () => {
      const { add, reverse, rows } = await labelled();
      expect(await reverse('nothing')).toEqual({ ok: false, code: 'label_unknown' });
      const first = await add(FRAUD);
      await reverse(first.id);
      const [, reversal] = await rows();
      expect(await reverse(reversal?.id ?? '')).toEqual({ ok: false, code: 'label_unknown' });
    });

    it('of many at once is one', async () => {
      const { add, reverse, rows } = await labelled();
      const first = await add(FRAUD);
      const taken = await Promise.all([1, 2, 3, 4].map((ms) => reverse(first.id, { atMs: T0 + ms })));
      expect(taken.filter((one) => one.ok && one.isNew)).toHaveLength(1);
      expect(await rows()).toHaveLength(2);
    });

    it('makes the visit the account’s own again', async () => {
      const { add, reverse, records } = await labelled();
      const recall = () =>
        records.recall({ account: 'account', card: null, jkt: 'key', idempotency: null, atMs: T0 + 9 });
      expect((await recall()).keySinceMs).toBe(T0);
      const first = await add(FRAUD);
      expect((await recall()).keySinceMs).toBeNull();
      await reverse(first.id);
      expect((await recall()).keySinceMs).toBe(T0);
    });
  });

  describe('finding a decision', () => {
    const DAY = 86_400_000;
    /** Ids by name, and what a query finds of them. */
    async function shop() {
      const records = await open();
      const save = async (
        id: string,
        change: { card?: string; order?: string; amount?: number; atMs?: number },
      ) => {
        const { card = 'visa', order = null, amount = 40, atMs = T0 } = change;
        await records.save(recorded({ card, order, decision: { id, atMs, facts: variables({ amount }) } }));
      };
      const find = async (query: DecisionQuery) => (await records.find(query)).map(({ id }) => id);
      return { records, save, find };
    }

    it('is by its id, also of what expired', async () => {
      const { records, save, find } = await shop();
      await save('one', { order: 'KK-1' });
      await records.label('one', FRAUD);
      expect(await records.find({ id: 'one' })).toEqual([
        { id: 'one', atMs: T0, action: 'checkout', labels: [expect.objectContaining({ by: 'ann' })] },
      ]);
      await records.expire(T0 + 100 * DAY);
      expect(await records.find({ id: 'one' })).toMatchObject([{ id: 'one', labels: [{ by: 'ann' }] }]);
      expect(await find({ order: 'KK-1' })).toEqual([]);
      expect(await find({ id: 'none' })).toEqual([]);
    });

    it('is by its order', async () => {
      const { save, find } = await shop();
      await save('one', { order: 'KK-1' });
      await save('two', { order: 'KK-2' });
      await save('three', {});
      expect(await find({ order: 'KK-2' })).toEqual(['two']);
      expect(await find({ order: '' })).toEqual([]);
    });

    it('is by card, amount and time, and names all that are meant', async () => {
      const { records, save, find } = await shop();
      await save('other card', { card: 'amex' });
      await save('other amount', { amount: 40.01 });
      await save('earlier', { atMs: T0 - 1 });
      await save('later', { atMs: T0 + DAY });
      await save('second', { atMs: T0 + 2, amount: 40.004 });
      await save('first', { atMs: T0 + 1 });
      const query = { card: 'visa', amount: 40, fromMs: T0, toMs: T0 + DAY };
      expect(await find(query)).toEqual(['first', 'second']);
      // Facts expire before the decision does.
      await records.expire(T0 + 40 * DAY);
      expect(await find(query)).toEqual(['first', 'second']);
    });

    it('tells five at the most', async () => {
      const { save, find } = await shop();
      for (let n = 0; n < 7; n++) await save(`d${n}`, { order: 'KK-1', atMs: T0 + n });
      expect(await find({ order: 'KK-1' })).toEqual(['d0', 'd1', 'd2', 'd3', 'd4']);
    });
  });
}
