import { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordsTables, sqlCounters, sqlRecords } from '../../../../src/decide/index.ts';
import { createDoor } from '../../../../src/decide/records/door.ts';
import {
  ledgerTable,
  nearDuplicateTable,
  sqlLedger,
  sqlNearDuplicates,
} from '../../../../src/server/stores/index.ts';
import { memoryLedger } from '../../../../src/server/stores/memory-ledger.ts';
import { memoryNearDuplicates } from '../../../../src/server/stores/memory-near-duplicates.ts';
import { CHECKED } from '../../../../tools/inventory/places/index.ts';
import { accepted, BASKET, BERLIN, clock, decider, SECRET, T0 } from '../setup.ts';

const DAY = 86_400_000;
const single = { allowSingleProcess: true };
const JKT = 'the-key-of-ann';

let db: PGlite;
beforeEach(async () => {
  db = await PGlite.create();
  for (const statement of [recordsTables(), ledgerTable(), nearDuplicateTable()]) await db.exec(statement);
});
afterEach(() => db.close());

/** Every row of every table, as text. A partition's rows are its table's. */
async function readEverything(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows: tables } = await db.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition
     AND relnamespace = 'public'::regnamespace`,
  );
  const read = tables.map(async ({ name }) => {
    const { rows } = await db.query<{ row: object }>(`SELECT to_jsonb(t) AS row FROM ${name} AS t`);
    return [name, rows.map(({ row }) => JSON.stringify(row))] as const;
  });
  return new Map(await Promise.all(read));
}

/** Tables in which one of these names stands. */
async function tablesWith(names: readonly string[]): Promise<readonly string[]> {
  const found = [...(await readEverything())].filter(([, rows]) =>
    rows.some((row) => names.some((name) => row.includes(name))),
  );
  return found.map(([table]) => table).sort();
}

/** A visit by Ann that opens a case, with everything that is recorded of such a visit. */
async function visitOfAnn() {
  const records = sqlRecords(db, { ...single, now: () => clock.ms });
  const desk = await decider({ records, counters: sqlCounters(db, single) });
  const door = createDoor(SECRET);
  const [account, card] = [await door('account', 'ann'), await door('card', 'visa')];
  const key = { jkt: JKT, bound: true, ephemeral: false };
  // An ordinary visit counts as the account's own: its place and its key are remembered.
  await desk.decide(accepted({ key }), { ...BASKET, request: { place: BERLIN } });
  const verdict = accepted({ level: 'high', score: 0.99, key });
  const order = { ...BASKET, idempotencyKey: 'once', request: { place: BERLIN }, amount: 900 };
  const decision = await desk.decide(verdict, order);
  const { caseId } = await records.save({
    ...{ account, card, jkt: JKT, ip: 'ip', net: 'net', idempotency: null, place: null },
    decision: { ...decision, id: 'alert', alert: true, outcome: 'review' },
  });
  const by = 'eve';
  const labelled = await desk.label('alert', {
    outcome: 'fraudulent',
    reason: 'stolen_card',
    source: 'analyst',
    by,
    note: 'Ann',
  });
  expect(labelled).toMatchObject({ ok: true });
  await records.snooze({ account, rule: 'r', untilMs: T0 + DAY, by });
  const entry = { caseId: caseId ?? '', by, atMs: T0, untilMs: T0 + DAY, confirmedBy: null };
  for (const denied of [
    { kind: 'key', name: JKT },
    { kind: 'account', name: account },
    { kind: 'card', name: card },
  ] as const)
    await records.denials.put({ ...entry, ...denied }, by);
  const message = { id: 'm', target: 't', event: 'e', payload: 'alert', decisionId: 'alert', createdMs: T0 };
  await records.outbox.add([message]);
  return { desk, records, names: [account, card, JKT, decision.id], decision };
}

describe('erasing over every table', () => {
  it('leaves no name of the account, its card and its key anywhere', async () => {
    const { desk, names } = await visitOfAnn();
    expect(await tablesWith(names)).toEqual([
      'tellsign_case_decision',
      'tellsign_case_tie',
      'tellsign_counter',
      'tellsign_counter_name',
      'tellsign_decision',
      'tellsign_denied',
      'tellsign_facts',
      'tellsign_known_key',
      'tellsign_request',
      'tellsign_sighting',
      'tellsign_snooze',
    ]);
    await desk.erase({ account: 'ann', card: 'visa', jkt: JKT, by: 'officer' });
    expect(await tablesWith(names)).toEqual([]);
    const rows = await readEverything();
    const left = [...rows].filter(([, own]) => own.length > 0).map(([table]) => table);
    expect(left.sort()).toEqual(['tellsign_audit', 'tellsign_migration']);
  });

  it.each([
    ['account', { account: 'ann' }, 0],
    ['card', { card: 'visa' }, 1],
    ['key', { jkt: JKT }, 2],
  ] as const)('by the %s alone leaves nothing of that name', async (_, subject, place) => {
    const { desk, names } = await visitOfAnn();
    await desk.erase({ ...subject, by: 'officer' });
    expect(await tablesWith([names[place] ?? ''])).toEqual([]);
  });
});

describe('a copy of what is recorded', () => {
  it('has the decisions with labels and the lists, and says in the audit who asked', async () => {
    const { desk, records } = await visitOfAnn();
    await desk.decide(accepted(), { ...BASKET, account: 'bob', card: 'mc' });
    const copy = await desk.copy({ account: 'ann', card: 'visa', jkt: JKT, by: 'officer' });
    expect(copy.decisions).toHaveLength(3);
    expect(copy.decisions.flatMap(({ labels }) => labels)).toMatchObject([
      { outcome: 'fraudulent', note: 'Ann' },
    ]);
    expect(copy.denials.map(({ kind }) => kind).sort()).toEqual(['account', 'card', 'key']);
    expect(copy.snoozes).toMatchObject([{ rule: 'r' }]);
    expect(await records.lastAudit()).toMatchObject({
      by: 'officer',
      what: 'copy',
      detail: '{"decisions":3}',
    });
    expect((await desk.copy({ account: 'nobody', by: 'officer' })).decisions).toEqual([]);
  });

  it.each([{ by: 'officer' }, { account: 'ann' }])('is not made for %j', async (request) => {
    const { desk } = await visitOfAnn();
    await expect(desk.copy(request as never)).rejects.toThrow(TypeError);
  });
});

describe('retention by the clock', () => {
  /** After its days nothing of Ann is left where the inventory gives days. */
  it.each([
    [
      31,
      ['tellsign_facts', 'tellsign_counter', 'tellsign_counter_name', 'tellsign_request', 'tellsign_denied'],
    ],
    [
      91,
      [
        'tellsign_decision',
        'tellsign_sighting',
        'tellsign_known_key',
        'tellsign_alert_case',
        'tellsign_case_tie',
      ],
    ],
    [396, ['tellsign_label', 'tellsign_stub']],
  ] as const)('after %d days', async (days, empty) => {
    const { desk, names } = await visitOfAnn();
    clock.ms = T0 + days * DAY;
    await desk.expire();
    const rows = await readEverything();
    for (const table of empty) {
      expect([table, rows.get(table)]).toEqual([table, []]);
      expect(CHECKED[`table ${table}`]?.kept).toBeTruthy();
    }
    if (days > 90) expect(await tablesWith(names.slice(0, 3))).toEqual([]);
  });
});

describe.each([
  ['memory', () => ({ ledger: memoryLedger(), nearDuplicates: memoryNearDuplicates() })],
  ['PGlite', () => ({ ledger: sqlLedger(db, single), nearDuplicates: sqlNearDuplicates(db, single) })],
])('what is remembered of a key, in %s', (_, open) => {
  it('is forgotten, but for its being denied', async () => {
    const { ledger, nearDuplicates } = open();
    const fill = async (jkt: string) => {
      await ledger.retire(jkt, { from: 5 }, DAY);
      await ledger.bind(`session of ${jkt}`, jkt, DAY);
      await ledger.advance(jkt, 7, DAY);
      for (let nth = 0; nth < 3; nth++) await ledger.count(jkt, 3_600_000);
      await nearDuplicates.file(['b1', 'b2'], `${jkt}.sketch`, DAY);
    };
    await fill('ann');
    await fill('ann_2');
    await ledger.erase?.('ann');
    await nearDuplicates.erase?.('ann');
    expect(await ledger.find('ann')).toEqual({ from: 5 });
    expect(await ledger.boundTo('session of ann')).toBeNull();
    expect(await ledger.advance('ann', 1, DAY)).toBeNull();
    expect(await ledger.count('ann', 3_600_000)).toBe(1);
    expect(await ledger.boundTo('session of ann_2')).toBe('ann_2');
    expect(await ledger.count('ann_2', 3_600_000)).toBe(4);
    expect(await nearDuplicates.file(['b1', 'b2'], 'x.y', DAY)).toEqual(['ann_2.sketch']);
  });
});
