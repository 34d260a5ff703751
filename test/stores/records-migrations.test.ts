import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBroken, memoryRecords, sqlRecords } from '../../src/decide/index.ts';
import { recordsTables } from '../../src/decide/records/sql/migrations/index.ts';
import type { SqlClient } from '../../src/server/stores/sql-table.ts';
import { openPostgres } from '../setup/postgres.ts';
import { recorded } from '../unit/decide/decision.ts';
import { listOf, query, T0 } from '../unit/decide/records/suite.ts';
import { connectPostgres } from './clients.ts';
import { POSTGRES } from './kinds.ts';

/**
 * What processes of each version write, as rows of that version's tables; frozen. `$1` tells rows of one
 * process from those of another.
 */
const WRITTEN: readonly (readonly string[])[] = [
  [
    `INSERT INTO tellsign_decision (id, at, action, outcome, account, card, jkt, ip, net, case_id, amount, z,
      is_accepted, is_key_known, body)
    VALUES ('d-' || $1::text, ${T0}, 'checkout', 'allow', 'account', 'card', 'key-' || $1::text, 'ip', 'net',
      'case-' || $1::text, 40, 0.5, true, false, $2::jsonb)`,
    `INSERT INTO tellsign_facts (decision, at, body) VALUES ('d-' || $1::text, ${T0}, $2::jsonb)`,
    `INSERT INTO tellsign_sighting (decision, at, account, jkt, since, is_key_known, lat, lon)
    VALUES ('d-' || $1::text, ${T0}, 'account', 'key-' || $1::text, ${T0}, false, 52.5, 13.4)`,
    `INSERT INTO tellsign_known_key (account, jkt, since, decision, last)
    VALUES ('account', 'key-' || $1::text, ${T0}, 'd-' || $1::text, ${T0})`,
    `INSERT INTO tellsign_request (name, at, decision) VALUES ('r-' || $1::text, ${T0}, 'd-' || $1::text)`,
    `INSERT INTO tellsign_alert_case (id, opened, last) VALUES ('case-' || $1::text, ${T0}, ${T0})`,
    `INSERT INTO tellsign_case_tie (tie, value, case_id) VALUES ('card', 'card', 'case-' || $1::text)`,
    `INSERT INTO tellsign_label (decision, at, number, body) VALUES ('d-' || $1::text, ${T0}, 1,
      '{"outcome":"legitimate","reason":"refund","source":"customer","by":"ann","atMs":${T0}}')`,
    `INSERT INTO tellsign_stub (id, at, action, outcome, amount, z)
    VALUES ('s-' || $1::text, ${T0 - 100 * 86_400_000}, 'checkout', 'deny', 40, 2)`,
    `INSERT INTO tellsign_snooze (account, rule, until) VALUES ('account', 'rule-' || $1::text, ${T0 + 1e9})`,
  ],
  [
    `INSERT INTO tellsign_outbox (id, target, event, payload, decision, created_at, next_at)
    VALUES ('m-' || $1::text, 'crm', 'label.created', '{}', 'd-' || $1::text, ${T0}, ${T0})`,
  ],
  [
    `INSERT INTO tellsign_policy (revision, state, by_whom, added_at, source)
    VALUES ('p-' || $1::text, 'retired', 'ann', ${T0}, '{}')`,
  ],
  [
    `INSERT INTO tellsign_counter (entity, minute, attempts, refused, amount)
    VALUES ('ip:' || $1::text, ${T0}, 1, 0, 40)`,
  ],
  [`INSERT INTO tellsign_draw (day, at, until) VALUES ('day-' || $1::text, ${T0}, ${T0})`],
  [
    `INSERT INTO tellsign_denied (kind, name, case_id, by_whom, at, until, confirmed_by)
    VALUES ('key', 'key-' || $1::text, 'c', 'ann', ${T0}, ${T0 + 1e9}, 'ann')`,
  ],
  [],
  [
    `INSERT INTO tellsign_calibration (id, body) VALUES ('c-' || $1::text, '{"action":"none"}')`,
    `INSERT INTO tellsign_gold (action, is_agreed, decision, by_whom, at, z, is_fraud, weight)
    VALUES ('checkout', false, 'd-' || $1::text, 'ann', ${T0}, 0.5, true, 1)`,
  ],
];
const VERSIONS = WRITTEN.map((_, at) => at + 1);

async function writeAs(client: SqlClient, version: number, process: string): Promise<void> {
  const { facts, ...body } = recorded({ decision: { id: `d-${process}`, atMs: T0 } }).decision;
  for (const statement of WRITTEN.slice(0, version).flat()) {
    const json = statement.includes('tellsign_facts') ? facts : body;
    await client.query(statement, statement.includes('$2') ? [process, JSON.stringify(json)] : [process]);
  }
}

/** Everything that a process wrote is found, as today's code reads it. */
async function expectFound(client: SqlClient, version: number, process: string): Promise<void> {
  const records = sqlRecords(client, { allowSingleProcess: true, now: () => T0 });
  const wanted = recorded({ decision: { id: `d-${process}`, atMs: T0 } }).decision;
  const exported = (await listOf(records.export())).find(({ decision }) => decision.id === wanted.id);
  expect(exported).toMatchObject({ decision: wanted, labels: [{ reason: 'refund' }] });
  const asked = { ...query, jkt: `key-${process}`, idempotency: `r-${process}` };
  const recalled = await records.recall(asked);
  expect(recalled).toMatchObject({ from: { place: { lat: 52.5, lon: 13.4 } }, keySinceMs: T0 });
  expect(recalled.repeated?.decision).toEqual(wanted);
  expect(recalled.snoozed).toContain(`rule-${process}`);
  expect((await listOf(records.stubs())).map(({ id }) => id)).toContain(`s-${process}`);
  if (version >= 6) expect(recalled.denied).toEqual(['key']);
  if (version >= 8)
    expect((await records.learning.state()).gold.flatMap(({ labels }) => labels)).toContainEqual(
      expect.objectContaining({ decisionId: wanted.id }),
    );
  if (version >= 3)
    expect((await records.policies.list()).map(({ revision }) => revision)).toContain(`p-${process}`);
}

const openLite = async () => {
  const client = await PGlite.create();
  return { client: client as SqlClient, close: () => client.close() };
};
const openServer = async () => {
  const server = await openPostgres(POSTGRES ?? '');
  const client = connectPostgres(server.port);
  const close = async () => {
    await client.end();
    await server.stop();
  };
  return { client: client as SqlClient, close };
};
const EMPTY = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE tablename LIKE 'tellsign%' LOOP
    EXECUTE 'DROP TABLE IF EXISTS ' || name || ' CASCADE';
  END LOOP;
END $$`;

describe.each([
  { name: 'PGlite', isMissing: false, open: openLite },
  { name: 'PostgreSQL (postgresql)', isMissing: POSTGRES === null, open: openServer },
])('tables of the records in $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('', () => {
    let database: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database?.close());

    it.each(VERSIONS)('keep what version %i wrote, and what it writes beside today’s', async (version) => {
      const { client } = database;
      await client.query(EMPTY);
      await client.query(recordsTables(version));
      await writeAs(client, version, 'before');
      await client.query(recordsTables());
      await expectFound(client, version, 'before');
      // The fleet is half of each version: the old one starts again, and writes on.
      await client.query(recordsTables(version));
      await writeAs(client, version, 'beside');
      await expectFound(client, version, 'beside');
      const records = sqlRecords(client, { allowSingleProcess: true, now: () => T0 });
      await records.expire(T0);
      await writeAs(client, version, 'after');
      for (const process of ['before', 'beside', 'after']) await expectFound(client, version, process);
      const ids = ['before', 'beside', 'after'].map((process) => `d-${process}`);
      for (const id of ids)
        expect(
          await records.label(id, {
            outcome: 'fraudulent',
            reason: 'chargeback_fraud',
            source: 'chargeback',
            by: 'bank',
            atMs: T0,
          }),
        ).toMatchObject({ ok: true, isNew: true });
      expect((await records.recall({ ...query, jkt: 'key-before' })).keySinceMs).toBeNull();
      expect(await findBroken(records.audit())).toBeNull();
      expect(await records.erase({ account: 'account' }, 'officer')).toBe(3);
      expect(await listOf(records.export())).toEqual([]);
    });

    it('continue a chain of another version', async () => {
      const { client } = database;
      await client.query(EMPTY);
      await client.query(recordsTables(1));
      const old = memoryRecords({ now: () => T0 });
      await old.erase({ account: 'a' }, 'officer');
      for (const { seq, atMs, by, what, detail, before, hash } of await listOf(old.audit()))
        await client.query('INSERT INTO tellsign_audit VALUES ($1, $2, $3, $4, $5, $6, $7)', [
          ...[seq, atMs, by, what, detail, before, hash],
        ]);
      await client.query(recordsTables());
      const records = sqlRecords(client, { allowSingleProcess: true, now: () => T0 });
      await records.erase({ account: 'b' }, 'officer');
      expect((await listOf(records.audit())).map(({ seq }) => seq)).toEqual([1, 2]);
      expect(await findBroken(records.audit())).toBeNull();
    });
  });
});
