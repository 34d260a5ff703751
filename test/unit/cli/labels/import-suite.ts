import { describe, expect, it } from 'vitest';
import { recordsOf } from '../../../../src/cli/csv/read.ts';
import { type BadLine, type ImportOptions, importLabels } from '../../../../src/cli/labels/import.ts';
import { createReadTime } from '../../../../src/cli/labels/time.ts';
import { createDoor } from '../../../../src/decide/records/door.ts';
import { labelInForce } from '../../../../src/decide/records/label.ts';
import type { Records } from '../../../../src/decide/records/records.ts';
import { recorded } from '../../decide/decision.ts';
import { variables } from '../../decide/variables.ts';

const T0 = Date.parse('2026-11-20T10:00:00Z');
const NOW = Date.parse('2026-11-28T12:00:00Z');
const HOUR = 3_600_000;
export const door = createDoor(Uint8Array.from({ length: 32 }, (_, at) => at));

export interface Shop {
  readonly records: Records;
  readonly bad: BadLine[];
  readonly run: (lines: string | readonly string[], change?: Partial<ImportOptions>) => Promise<object>;
  /** Reasons in force by decision. */
  readonly reasons: () => Promise<Readonly<Record<string, string | undefined>>>;
  readonly count: () => Promise<number>;
}

/** Records with four decisions, and what a file does to them. */
export async function openShop(records: Records): Promise<Shop> {
  const bought = [
    ['d-1', { order: 'KK-1', card: 'fp_visa', amount: 40, atMs: T0 }],
    ['d-2', { order: 'KK-2', card: 'fp_visa', amount: 40, atMs: T0 + 3 * HOUR }],
    ['d-3', { order: 'KK-3', card: 'fp_amex', amount: 129.9, atMs: T0 }],
    ['d-4', { order: 'KK-3', card: 'fp_amex', amount: 1234.5, atMs: T0 + 30 * HOUR }],
  ] as const;
  for (const [id, { order, card, amount, atMs }] of bought)
    await records.save(
      recorded({
        order: await door('order', order),
        card: await door('card', card),
        decision: { id, atMs, facts: variables({ amount }) },
      }),
    );
  const bad: BadLine[] = [];
  async function run(
    lines: string | readonly string[],
    change: Partial<ImportOptions> = {},
  ): Promise<object> {
    bad.length = 0;
    async function* numbered() {
      for (const [at, text] of [lines].flat().entries()) yield { number: at + 1, text };
    }
    return importLabels(recordsOf(numbered()), {
      ...{
        records,
        doors: [door],
        nowMs: NOW,
        by: 'bank',
        named: new Map(),
        readTime: createReadTime({ zone: 'UTC' }),
      },
      onBad: (one) => bad.push(one),
      ...change,
    });
  }
  async function reasons() {
    const list: [string, string | undefined][] = [];
    for await (const { decision, labels } of records.export())
      list.push([decision.id, labelInForce(labels)?.reason]);
    return Object.fromEntries(list.filter(([, reason]) => reason));
  }
  async function count() {
    let labels = 0;
    for await (const one of records.export()) labels += one.labels.length;
    return labels;
  }
  return { records, bad, run, reasons, count };
}

/** What an import does, whatever the records are in. */
export function testImport(open: () => Promise<Records>): void {
  const shop = async () => openShop(await open());

  describe('a file of chargebacks', () => {
    it('labels decisions by their ids', async () => {
      const { run, reasons, bad } = await shop();
      const file = ['decision,at,reason', 'd-1,2026-11-25,chargeback_fraud', 'd-3,2026-11-26,duplicate'];
      expect(await run(file)).toEqual({ lines: 2, added: 2, known: 0, refused: 0 });
      expect(await reasons()).toEqual({ 'd-1': 'chargeback_fraud', 'd-3': 'chargeback_dispute' });
      expect(bad).toEqual([]);
    });

    it('that is read twice adds nothing, whatever it says of one decision', async () => {
      const { run, reasons, count } = await shop();
      const file = [
        'order,at,reason,status',
        'KK-1,2026-11-25,fraudulent,lost',
        'KK-1,2026-11-27,fraudulent,won',
      ];
      expect(await run(file)).toMatchObject({ added: 2 });
      for (let times = 0; times < 2; times++) expect(await run(file)).toMatchObject({ added: 0, known: 2 });
      expect(await count()).toBe(2);
      expect(await reasons()).toEqual({ 'd-1': 'chargeback_reversed' });
    });

    it('finds a payment by card, amount and day, or by the hour', async () => {
      const { run, reasons, bad } = await shop();
      const head = 'card,amount,paid_at,at,reason';
      await run([head, 'fp_amex,"129,90",2026-11-20,2026-11-25,fraud']);
      await run([head, 'fp_visa,40.00,2026-11-20T13:10:00Z,2026-11-25,fraud']);
      expect(await reasons()).toEqual({ 'd-2': 'chargeback_fraud', 'd-3': 'chargeback_fraud' });
      await run([head, 'fp_visa,40,2026-11-20,2026-11-25,fraud']);
      expect(bad).toEqual([{ line: 2, error: 'ambiguous', detail: 'd-1 d-2' }]);
      await run([head, 'fp_visa,41,2026-11-20,2026-11-25,fraud', 'fp_diners,40,2026-11-20,2026-11-25,fraud']);
      expect(bad.map(({ error }) => error)).toEqual(['decision_unknown', 'decision_unknown']);
    });

    it('refuses an order with several decisions, and names them', async () => {
      const { run, bad, reasons } = await shop();
      expect(await run(['order,at,reason', 'KK-3,2026-11-25,fraud'])).toMatchObject({ refused: 1 });
      expect(bad).toEqual([{ line: 2, error: 'ambiguous', detail: 'd-3 d-4' }]);
      expect(await reasons()).toEqual({});
    });

    it('goes on after every bad line', async () => {
      const { run, bad, reasons } = await shop();
      const lines: readonly (readonly [string, string])[] = [
        ['nothing,,2026-11-25,fraud,', 'decision_unknown'],
        ['d-1,,2026-11-25,fraud', 'columns'],
        ['d-1,,2026-11-25,fraud,,', 'columns'],
        [',,2026-11-25,fraud,', 'decision_missing'],
        ['=1+1,,2026-11-25,fraud,', 'formula'],
        ['@SUM(A1),,2026-11-25,fraud,', 'formula'],
        ['d-1,,-2026,fraud,', 'formula'],
        ['=HYPERLINK("x"),,2026-11-25,fraud,', 'quotes'],
        ['d-1\0,,2026-11-25,fraud,', 'characters'],
        ['d-1,,2026-11-25,fraud,\x1b[2J', 'characters'],
        ['d-1,,2026-11-25,fraud,\x9b2J', 'characters'],
        ['d-1,,2026-11-25,fr\ufffdud,', 'encoding'],
        ['d-1,,25/11/2026,fraud,', 'time_invalid'],
        ['d-1,,,fraud,', 'time_invalid'],
        ['d-1,,2026-11-29,fraud,', 'label_in_future'],
        ['d-1,,2026-11-25,because,', 'reason_unknown'],
        ['d-1,,2026-11-25,,', 'reason_unknown'],
        [`d-1,,2026-11-25,fraud,${'x'.repeat(2001)}`, 'label_invalid'],
      ];
      const file = [
        'decision,order,at,reason,note',
        ...lines.map(([line]) => line),
        'd-2,,2026-11-25,fraud,',
      ];
      expect(await run(file)).toEqual({ lines: 19, added: 1, known: 0, refused: 18 });
      expect(bad.map(({ line, error }) => [line, error])).toEqual(
        lines.map(([, error], at) => [at + 2, error]),
      );
      expect(await reasons()).toEqual({ 'd-2': 'chargeback_fraud' });
    });

    it('takes outcome, source and person from the line, the source from the reason where there is none', async () => {
      const { run, records, bad } = await shop();
      const head = 'decision,at,reason,outcome,source,by,note';
      await run([
        head,
        'd-1,2026-11-25,chargeback,fraudulent,,visa desk,"a note, of two\nlines"',
        'd-2,2026-11-25,account_takeover,,customer,,=1+1',
        'd-3,2026-11-25,account_takeover,,,,',
        'd-4,2026-11-25,account_takeover,legitimate,,,',
        'd-4,2026-11-25,travelling,,customer,,',
        'd-4,2026-11-25,travelling,,friend,,',
      ]);
      const said = new Map<string, object>();
      for await (const { decision, labels } of records.export())
        if (labels[0]) said.set(decision.id, labels[0]);
      expect(said.get('d-1')).toMatchObject({ outcome: 'fraudulent', source: 'chargeback', by: 'visa desk' });
      expect(said.get('d-1')).toMatchObject({ note: 'a note, of two\nlines' });
      expect(said.get('d-2')).toMatchObject({
        outcome: 'fraudulent',
        source: 'customer',
        by: 'bank',
        note: '=1+1',
      });
      expect(said.get('d-3')).toMatchObject({ source: 'import' });
      expect(bad.map(({ error }) => error)).toEqual(['reason_unfit', 'reason_unfit', 'label_invalid']);
    });

    it('is read in the zone and the order of days that somebody names', async () => {
      const { run, records } = await shop();
      await run(['decision,at,reason', 'd-1,11/25/2026,fraud'], {
        readTime: createReadTime({ zone: 'America/New_York', dayOrder: 'mdy' }),
      });
      for await (const { decision, labels } of records.export())
        if (decision.id === 'd-1') expect(labels[0]?.atMs).toBe(Date.parse('2026-11-25T05:00:00Z'));
    });
  });

  describe('an import', () => {
    const file = ['decision,at,reason', 'd-1,2026-11-25,fraud', 'd-2,2026-11-25,fraud'];

    it('on trial adds nothing, and says what it would add', async () => {
      const { run, count } = await shop();
      expect(await run([...file, 'none,2026-11-25,fraud'], { dryRun: true })).toMatchObject({
        added: 2,
        refused: 1,
      });
      expect(await count()).toBe(0);
      await run(file.slice(0, 2));
      expect(await run(file, { dryRun: true })).toMatchObject({ added: 1, known: 1 });
    });

    it('is taken back, once, and only where it was made', async () => {
      const { run, count, reasons, bad } = await shop();
      await run(file);
      expect(await run(file, { takeBack: true, dryRun: true })).toMatchObject({ added: 2, refused: 0 });
      expect(await run(file, { takeBack: true })).toMatchObject({ added: 2, refused: 0 });
      expect(await reasons()).toEqual({});
      expect(await run(file, { takeBack: true, nowMs: NOW + 1 })).toMatchObject({ added: 0, known: 2 });
      await run([...file.slice(0, 1), 'd-3,2026-11-25,fraud'], { takeBack: true });
      expect(bad).toEqual([{ line: 2, error: 'label_unknown' }]);
      expect(await count()).toBe(4);
    });

    it('that breaks off leaves whole lines, and the same again completes it', async () => {
      const { run, records, reasons, bad } = await shop();
      let left = 1;
      const dying: Records = {
        ...records,
        async label(...args) {
          if (left-- <= 0) throw new Error('the server closed the connection');
          return records.label(...args);
        },
      };
      await expect(run(file, { records: dying })).rejects.toThrow(/^Line 3: the server/);
      expect(bad).toEqual([{ line: 3, error: 'database_unavailable' }]);
      expect(await reasons()).toEqual({ 'd-1': 'chargeback_fraud' });
      expect(await run(file)).toMatchObject({ added: 1, known: 1 });
    });

    it('needs the secret for orders and cards', async () => {
      const { run, bad } = await shop();
      await expect(run(['order,at,reason', 'KK-1,2026-11-25,fraud'], { doors: [] })).rejects.toThrow(
        /^Orders and cards are looked for with/,
      );
      await run(['decision,order,at,reason', 'd-1,,2026-11-25,fraud', ',KK-2,2026-11-25,fraud'], {
        doors: [],
      });
      expect(bad).toEqual([{ line: 3, error: 'secret_missing' }]);
    });

    it.each([
      [[], /^The file is empty/],
      [['a,b'], /^The first line must name .*decision/],
    ])('of %j is refused', async (lines, message) => {
      await expect((await shop()).run(lines)).rejects.toThrow(message);
    });
  });
}
