import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordsTables, sqlRecords } from '../../src/decide/index.ts';
import type { SqlClient } from '../../src/server/stores/sql-table.ts';
import { openPostgres } from '../setup/postgres.ts';
import { recorded } from '../unit/decide/decision.ts';
import { listOf, T0, testRecords } from '../unit/decide/records/suite.ts';
import { connectPostgres } from './clients.ts';
import { POSTGRES } from './kinds.ts';

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
    EXECUTE 'DROP TABLE ' || name;
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

    testRecords(openRecords);

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

    it('give back what was recorded', async () => {
      const records = await openRecords();
      const record = recorded({ idempotency: 'once', place: { lat: -0.1, lon: 13.4, accuracyKm: 0.1 } });
      await records.save(record);
      expect(await listOf(records.export())).toEqual([{ ...record, labels: [] }]);
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
