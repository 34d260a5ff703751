import { spawnSync } from 'node:child_process';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBroken, recordsTables, sqlRecords } from '../../src/decide/index.ts';
import type { SqlClient } from '../../src/server/stores/sql-table.ts';
import { openPostgres } from '../setup/postgres.ts';
import { openShop, testImport } from '../unit/cli/labels/import-suite.ts';
import { connectPostgres } from './clients.ts';
import { POSTGRES } from './kinds.ts';

/** Drops whatever an earlier test left. */
const EMPTY = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE tablename LIKE 'tellsign%' LOOP
    EXECUTE 'DROP TABLE IF EXISTS ' || name || ' CASCADE';
  END LOOP;
END $$`;

async function openRecords(client: SqlClient) {
  await client.query(EMPTY);
  await client.query(recordsTables());
  return sqlRecords(client, { allowSingleProcess: true });
}

describe('imports into PGlite', () => {
  let client: PGlite;
  beforeAll(async () => {
    client = await PGlite.create();
  });
  afterAll(() => client.close());
  testImport(() => openRecords(client));
});

describe.skipIf(POSTGRES === null)('imports into PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof openPostgres>>;
  let client: ReturnType<typeof connectPostgres>;
  beforeAll(async () => {
    server = await openPostgres(POSTGRES ?? '');
    client = connectPostgres(server.port);
    client.on('error', () => undefined);
  });
  afterAll(async () => {
    await client.end();
    await server.stop();
  });
  testImport(() => openRecords(client));

  it('are run from the command line', async () => {
    const shop = await openShop(await openRecords(client));
    const run = spawnSync(
      process.execPath,
      ['node_modules/tsx/dist/cli.mjs', 'tools/labels/index.ts', 'import', '-'],
      {
        encoding: 'utf8',
        input: 'decision,at,reason\nd-1,2026-11-25,fraud\nd-9,2026-11-25,fraud\n',
        env: { ...process.env, DATABASE_URL: `postgres://tellsign@127.0.0.1:${server.port}/postgres` },
      },
    );
    expect(run.stderr.trim()).toBe('{"line":3,"error":"decision_unknown"}');
    expect(JSON.parse(run.stdout)).toMatchObject({ lines: 2, added: 1, refused: 1 });
    expect([run.status, await shop.reasons()]).toEqual([1, { 'd-1': 'chargeback_fraud' }]);
  });

  it('leave whole lines where the server is killed, and the same again completes them', async () => {
    const shop = await openShop(await openRecords(client));
    const file = ['decision,at,reason', ...['d-1', 'd-2', 'd-3'].map((id) => `${id},2026-11-25,fraud`)];
    let lines = 0;
    const dying = shop.run(file, {
      records: {
        find: shop.records.find,
        async label(...args) {
          if (++lines === 2)
            await client
              .query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity')
              .catch(() => undefined);
          return shop.records.label(...args);
        },
      },
    });
    await dying.catch((error: Error) => expect(error.message).toMatch(/^database_unavailable: line/));
    expect(await shop.run(file)).toMatchObject({ lines: 3, refused: 0 });
    expect(Object.values(await shop.reasons())).toEqual(new Array(3).fill('chargeback_fraud'));
    expect(await shop.count()).toBe(3);
    expect(await findBroken(shop.records.audit())).toBeNull();
  });
});
