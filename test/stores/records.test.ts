import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBroken, recordsTables, sqlRecords } from '../../src/decide/index.ts';
import type { SqlClient } from '../../src/server/stores/sql-table.ts';
import { openPostgres } from '../setup/postgres.ts';
import { recorded } from '../unit/decide/decision.ts';
import { testCases } from '../unit/decide/records/cases-suite.ts';
import { testLabels } from '../unit/decide/records/labels-suite.ts';
import { testLearning } from '../unit/decide/records/learning-suite.ts';
import { listOf, query, T0, testRecords } from '../unit/decide/records/suite.ts';
import { connectPostgres } from './clients.ts';
import { POSTGRES } from './kinds.ts';

const DAY = 86_400_000;

const FRAUD = {
  outcome: 'fraudulent',
  reason: 'chargeback_fraud',
  source: 'chargeback',
  by: 'bank',
  atMs: T0,
} as const;

interface Database {
  readonly client: SqlClient;
  close(): Promise<void>;
}

async function openPglite(): Promise<Database> {
  const client = await PGlite.create();
  return { client, close: () => client.close() };
}

async function openServer(): Promise<Database> {
  const server = await openPostgres(POSTGRES ?? '');
  const client = connectPostgres(server.port);
  return {
    client,
    async close() {
      await client.end();
      await server.stop();
    },
  };
}

/** Drops whatever an earlier test left. */
const EMPTY = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE tablename LIKE 'tellsign%' LOOP
    EXECUTE 'DROP TABLE IF EXISTS ' || name || ' CASCADE';
  END LOOP;
END $$`;

const KINDS = [
  { name: 'PGlite', isMissing: false, open: openPglite },
  {
    name: POSTGRES === null ? 'PostgreSQL – is not installed' : 'PostgreSQL',
    isMissing: POSTGRES === null,
    open: openServer,
  },
];

describe.each(KINDS)('records in $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('', () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database?.close());

    async function openRecords() {
      await database.client.query(EMPTY);
      await database.client.query(recordsTables());
      return sqlRecords(database.client, { allowSingleProcess: true, now: () => T0 });
    }

    /** Everything that the tables hold, as text. */
    async function dump(): Promise<string> {
      const tables = `SELECT tablename AS name FROM pg_tables WHERE tablename LIKE 'tellsign%'`;
      const { rows } = await database.client.query(tables);
      const texts = rows.map(async (row) => {
        const { name } = row as { readonly name: string };
        return JSON.stringify((await database.client.query(`SELECT * FROM ${name}`)).rows);
      });
      return (await Promise.all(texts)).join('\n');
    }

    testRecords(openRecords);
    testCases(openRecords);
    testLabels(openRecords);
    testLearning(openRecords);

    it('may be made at every start', async () => {
      const records = await openRecords();
      await records.save(recorded());
      await Promise.all([0, 1, 2].map(() => database.client.query(recordsTables())));
      expect(await listOf(records.export())).toHaveLength(1);
    });

    it('give two equal requests at once one decision and one case', async () => {
      const records = await openRecords();
      const equal = Array.from({ length: 8 }, () =>
        recorded({ idempotency: 'once', decision: { alert: true } }),
      );
      const saved = await Promise.all(equal.map((record) => records.save(record)));
      expect(new Set(saved.map(({ decision }) => decision.id)).size).toBe(1);
      expect(new Set(saved.map(({ caseId }) => caseId)).size).toBe(1);
      expect(await listOf(records.export())).toHaveLength(1);
    });

    it('hold nothing of somebody who was erased', async () => {
      const records = await openRecords();
      const alert = { decision: { alert: true } };
      const names = {
        account: 'gone-account',
        card: 'gone-card',
        jkt: 'gone-key',
        ip: 'gone-ip',
        net: 'gone-net',
      };
      const gone = recorded({ ...alert, ...names, band: 'gone-band', idempotency: 'gone-request' });
      await records.save(gone);
      await records.save(recorded({ ...alert, card: names.card }));
      await records.label(gone.decision.id, { ...FRAUD, note: 'gone-note' });
      await records.snooze({ account: names.account, rule: 'r', untilMs: T0 + DAY, by: 'ann' });
      expect(await records.erase({ account: names.account }, 'officer')).toBe(1);
      expect(await dump()).not.toMatch(/gone-(?!card)/);
      expect(await records.erase({ card: names.card }, 'officer')).toBe(1);
      expect(await dump()).not.toContain('gone-');
    });

    it('give back what was recorded', async () => {
      const records = await openRecords();
      const record = recorded({ idempotency: 'once', place: { lat: -0.1, lon: 13.4, accuracyKm: 0.1 } });
      await records.save(record);
      expect(await listOf(records.export())).toEqual([{ ...record, labels: [] }]);
    });

    const partitionsOf = async (table: string) => {
      const { rows } = await database.client.query(
        `SELECT relname AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = $1::text::regclass ORDER BY relname`,
        [table],
      );
      return (rows as { readonly name: string }[]).map(({ name }) => name);
    };
    const countOf = async (table: string) =>
      Number(
        ((await database.client.query(`SELECT count(*) AS n FROM ${table}`)).rows[0] as { n: number }).n,
      );

    it('are partitioned ahead, and take what came before into the partitions', async () => {
      const records = await openRecords();
      await records.save(recorded());
      expect(await countOf('tellsign_decision_rest')).toBe(1);
      await records.expire(T0);
      expect(await partitionsOf('tellsign_decision')).toEqual([
        'tellsign_decision_20270114',
        'tellsign_decision_20270121',
        'tellsign_decision_20270128',
        'tellsign_decision_rest',
      ]);
      for (const days of [0, 7, 14]) await records.save(recorded({ decision: { atMs: T0 + days * DAY } }));
      expect(await countOf('tellsign_decision_rest')).toBe(0);
      expect(await countOf('tellsign_decision_20270114')).toBe(2);
      expect(await countOf('tellsign_facts_20270128')).toBe(1);
      expect(await listOf(records.export())).toHaveLength(4);
    });

    it('are dropped by whole partitions', async () => {
      const records = await openRecords();
      const days = { facts: 7, sighting: 14, decision: 28, label: 56 };
      for (let day = 0; day <= 112; day += 7) {
        await records.expire(T0 + day * DAY, days);
        await records.save(recorded({ decision: { atMs: T0 + day * DAY } }));
      }
      const tables = ['decision', 'facts', 'sighting', 'label', 'stub'];
      const counts = await Promise.all(
        tables.map(async (name) => (await partitionsOf(`tellsign_${name}`)).length),
      );
      // Weeks of days that are kept, this one and two ahead; months likewise; and `_rest`.
      expect(counts).toEqual([8, 5, 3, 4, 4]);
      expect(await countOf('tellsign_decision')).toBe(5);
      expect(await countOf('tellsign_stub')).toBe(4);
    });

    it('let one process after the other make partitions and remove what is old', async () => {
      const records = await openRecords();
      for (let day = 0; day < 20; day++) await records.save(recorded({ decision: { atMs: T0 + day * DAY } }));
      const expired = await Promise.all([0, 1, 2].map(() => records.expire(T0 + 100 * DAY)));
      expect(expired.reduce((sum, count) => sum + count)).toBe(10);
      expect(await listOf(records.export())).toHaveLength(10);
      expect(await listOf(records.stubs())).toHaveLength(10);
    });

    it('keep one chain and every label when many are written at once', async () => {
      const records = await openRecords();
      const saved = Array.from({ length: 5 }, () => recorded());
      for (const record of saved) await records.save(record);
      const reasons = Array.from({ length: 8 }, (_, at) => `reason_${at}`);
      await Promise.all(
        saved.flatMap(({ decision }) =>
          reasons.map((reason) =>
            records.label(decision.id, {
              outcome: 'legitimate',
              reason,
              source: 'analyst',
              by: 'ann',
              atMs: T0,
            }),
          ),
        ),
      );
      const labels = (await listOf(records.export())).map((one) => one.labels.map(({ reason }) => reason));
      expect(labels.map((list) => list.toSorted())).toEqual(saved.map(() => reasons));
      const rows = await listOf(records.audit());
      expect(rows).toHaveLength(40);
      expect(await findBroken(rows)).toBeNull();
    });

    it('show a row that somebody put before the first one', async () => {
      const records = await openRecords();
      await records.snooze({ account: 'account', rule: 'machine', untilMs: T0, by: 'ann' });
      await database.client.query(`INSERT INTO tellsign_audit (seq, at, by_whom, what, detail, before, hash)
        SELECT 0, at, by_whom, what, detail, before, hash FROM tellsign_audit`);
      expect(await findBroken(records.audit())).toBe(1);
    });

    it('leave everything as it was where the audit cannot be written', async () => {
      const records = await openRecords();
      const record = recorded({ place: { lat: 1, lon: 2 } });
      await records.save(record);
      const { client } = database;
      await client.query('ALTER TABLE tellsign_audit ADD CONSTRAINT shut CHECK (false)');
      const label = { reason: 'refund', source: 'analyst', by: 'ann', atMs: T0 } as const;
      await expect(records.label(record.decision.id, { outcome: 'fraudulent', ...label })).rejects.toThrow();
      await expect(records.erase({ account: 'account' }, 'officer')).rejects.toThrow();
      const snooze = { account: 'account', rule: 'machine', untilMs: T0 + DAY, by: 'ann' };
      await expect(records.snooze(snooze)).rejects.toThrow();
      await client.query('ALTER TABLE tellsign_audit DROP CONSTRAINT shut');
      expect(await records.snoozes(T0)).toEqual([]);
      expect(await listOf(records.export())).toEqual([{ ...record, labels: [] }]);
      expect((await records.recall({ ...query, atMs: T0 })).keySinceMs).toBe(T0);
    });

    it('export more than a page', async () => {
      const records = await openRecords();
      for (let i = 0; i < 501; i++)
        await records.save(recorded({ decision: { id: `d${i}`, atMs: T0 + (i % 3) } }));
      const ids = (await listOf(records.export())).map(({ decision }) => decision.id);
      expect(new Set(ids).size).toBe(501);
    });
  });
});
