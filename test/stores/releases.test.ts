import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revokeKey } from '../../src/server/steps/revoke.ts';
import { ledgerTable } from '../../src/server/stores/sql-ledger.ts';
import { nearDuplicateTable } from '../../src/server/stores/sql-near-duplicates.ts';
import { replayTable } from '../../src/server/stores/sql-replay.ts';
import type { SqlClient } from '../../src/server/stores/sql-table.ts';
import { encodeBase64url } from '../../src/wire/base64url.ts';
import { openPostgres } from '../setup/postgres.ts';
import { openRedis } from '../setup/redis.ts';
import { connectPostgres, connectRedis, type Opened, openRedisStores, openSqlStores } from './clients.ts';
import { FIRST_TABLES, type FirstRelease, firstRedis, firstSql } from './first-release.ts';
import { POSTGRES, REDIS } from './kinds.ts';

/**
 * Stores that two releases share: what one writes the other honours, before, while and after they run side by
 * side.
 */
const TTL_MS = 60_000;
const RACERS = 100;
const someKey = () => encodeBase64url(crypto.getRandomValues(new Uint8Array(32)));
const TODAY = [replayTable(), ledgerTable(), nearDuplicateTable()] as const;
const runAll = async (client: SqlClient, statements: readonly string[]) => {
  for (const statement of statements) await client.query(statement);
};

interface Fleet {
  readonly old: FirstRelease;
  readonly today: Opened;
  /** What a process of the first release does when it starts. */
  restartOld(): Promise<void>;
  close(): Promise<void>;
}

interface Database {
  readonly title: string;
  readonly missing: boolean;
  /** Opens a store that has served the first release, which `before` speaks for, and then both. */
  open(before: (old: FirstRelease) => Promise<void>): Promise<Fleet>;
}

async function openSql(client: SqlClient, before: (old: FirstRelease) => Promise<void>) {
  await runAll(client, FIRST_TABLES);
  const old = firstSql(client);
  await before(old);
  await runAll(client, TODAY);
  return { old, restartOld: () => runAll(client, FIRST_TABLES) };
}

const DATABASES: readonly Database[] = [
  {
    title: 'Redis (redis-server)',
    missing: REDIS === null,
    async open(before) {
      const server = await openRedis(REDIS ?? '');
      const client = await connectRedis(server.port);
      const old = firstRedis(client);
      await before(old);
      const close = async () => {
        client.destroy();
        await server.stop();
      };
      return { old, today: openRedisStores(client), restartOld: async () => undefined, close };
    },
  },
  {
    title: 'PostgreSQL (postgresql)',
    missing: POSTGRES === null,
    async open(before) {
      const server = await openPostgres(POSTGRES ?? '');
      const pool = connectPostgres(server.port);
      const close = async () => {
        await pool.end();
        await server.stop();
      };
      return { ...(await openSql(pool, before)), today: openSqlStores(pool), close };
    },
  },
  {
    title: 'PGlite',
    missing: false,
    async open(before) {
      const db = await PGlite.create();
      const today = openSqlStores(db, { allowSingleProcess: true });
      return { ...(await openSql(db, before)), today, close: () => db.close() };
    },
  },
];

for (const { title, missing, open } of DATABASES) {
  describe.skipIf(missing)(`${title}: two releases`, () => {
    const [denied, rotated, successor, counted] = [someKey(), someKey(), someKey(), someKey()];
    let fleet: Fleet;
    beforeAll(async () => {
      fleet = await open(async (old) => {
        await old.consume('vrd:n:before', 'spent', TTL_MS);
        await old.retire(denied, { from: 100 }, TTL_MS);
        await old.retire(rotated, { from: 600, successor }, TTL_MS);
        await old.advance(counted, 7, TTL_MS);
        await old.file(['0:before'], 'key.sketch', TTL_MS);
      });
    });
    afterAll(async () => fleet?.close());

    it('keep what was written before', async () => {
      const { store, ledger, nearDuplicates } = fleet.today;
      expect(await store.consume('vrd:n:before', 'again', TTL_MS)).toBe('spent');
      expect(await ledger.find(denied)).toEqual({ from: 100 });
      expect(await ledger.find(rotated)).toEqual({ from: 600, successor });
      expect(await ledger.advance(counted, 3, TTL_MS)).toBe(7);
      expect(await nearDuplicates.file(['0:before'], 'key.sketch.session.exact', TTL_MS)).toEqual([
        'key.sketch',
      ]);
    });

    it('revoke what an old rotation has led to', async () => {
      await revokeKey(fleet.today.ledger, rotated, 50);
      expect(await fleet.old.find(successor)).toEqual({ from: 50 });
      expect(await fleet.today.ledger.find(successor)).toEqual({ from: 50 });
    });

    it('use a nonce once between them', async () => {
      const [{ old, today }, key] = [fleet, `vrd:n:${someKey()}`];
      const answers = await Promise.all(
        Array.from({ length: RACERS }, (_, at) =>
          (at % 2 === 0 ? old : today.store).consume(key, `value.${at}`, TTL_MS),
        ),
      );
      const winner = answers.indexOf(null);
      expect(answers.filter((answer) => answer === null)).toHaveLength(1);
      expect(new Set(answers.filter((_, at) => at !== winner))).toEqual(new Set([`value.${winner}`]));
    });

    it('see each other’s denials and rotations', async () => {
      const [{ old, today }, byOld, byToday, next] = [fleet, someKey(), someKey(), someKey()];
      await old.retire(byOld, { from: 200 }, TTL_MS);
      expect(await today.ledger.find(byOld)).toEqual({ from: 200 });
      expect(await today.ledger.retire(byOld, { from: 900, successor: next }, TTL_MS)).toEqual({ from: 200 });
      expect(await today.ledger.retire(byToday, { from: 600, successor: next }, TTL_MS)).toBeNull();
      expect(await old.find(byToday)).toEqual({ from: 600, successor: next });
    });

    it('find the successor of a key that the old one revoked without it', async () => {
      const [{ old, today }, jkt, next] = [fleet, someKey(), someKey()];
      await today.ledger.retire(jkt, { from: 600, successor: next }, TTL_MS);
      await old.retire(jkt, { from: 300 }, TTL_MS);
      expect(await today.ledger.find(jkt)).toMatchObject({ from: 300 });
      await revokeKey(today.ledger, jkt, 400);
      expect(await today.ledger.find(jkt)).toMatchObject({ from: 300 });
      expect(await old.find(next)).toEqual({ from: 400 });
    });

    it('advance one counter', async () => {
      const [{ old, today }, jkt] = [fleet, someKey()];
      expect(await old.advance(jkt, 5, TTL_MS)).toBeNull();
      expect(await today.ledger.advance(jkt, 9, TTL_MS)).toBe(5);
      expect(await old.advance(jkt, 7, TTL_MS)).toBe(9);
      expect(await today.ledger.advance(jkt, 7, TTL_MS)).toBe(9);
    });

    it('find each other’s sketches', async () => {
      const [{ old, today }, bands] = [fleet, ['0:both', '1:both']];
      await old.file(bands, 'a.x', TTL_MS);
      expect(await today.nearDuplicates.file(bands, 'b.x.session.exact', TTL_MS)).toEqual(['a.x']);
      expect((await old.file(bands, 'c.x', TTL_MS)).toSorted()).toEqual(['a.x', 'b.x.session.exact']);
    });

    it('start in any order', async () => {
      await fleet.restartOld();
      const jkt = someKey();
      await fleet.old.retire(jkt, { from: 1 }, TTL_MS);
      expect(await fleet.today.ledger.find(jkt)).toEqual({ from: 1 });
    });
  });
}

describe.skipIf(POSTGRES === null)('PostgreSQL (postgresql): the migration', () => {
  let server: Awaited<ReturnType<typeof openPostgres>>;
  let pool: ReturnType<typeof connectPostgres>;
  beforeAll(async () => {
    server = await openPostgres(POSTGRES ?? '');
    pool = connectPostgres(server.port);
    await runAll(pool, FIRST_TABLES);
  });
  afterAll(async () => {
    await pool?.end();
    await server?.stop();
  });

  it('is made once by any number of processes', async () => {
    await Promise.all(Array.from({ length: 8 }, () => runAll(pool, TODAY)));
    const { rows } = await pool.query(
      `SELECT count(*) AS n FROM pg_attribute WHERE attrelid = 'tellsign_key'::regclass AND attname = 'heir'`,
    );
    expect(Number(rows[0].n)).toBe(1);
  });

  it('waits for no open order where nothing is to be changed', async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    for (const table of ['tellsign_nonce (key, value, expires)', 'tellsign_key (key, successor, expires)'])
      await client.query(`INSERT INTO ${table} VALUES ('open', 'x', now())`);
    const other = await pool.connect();
    await other.query(`SET lock_timeout = '100ms'`);
    await runAll(other, TODAY);
    await other.query('RESET lock_timeout');
    other.release();
    await client.query('ROLLBACK');
    client.release();
  });

  it('needs no right to change tables that are up to date', async () => {
    await pool.query(`CREATE ROLE shop; GRANT SELECT, INSERT, UPDATE, DELETE
      ON tellsign_nonce, tellsign_key, tellsign_echo TO shop`);
    const client = await pool.connect();
    await client.query('SET ROLE shop');
    await runAll(client, TODAY);
    expect(await openSqlStores(client).ledger.find('nobody')).toBeNull();
    await client.query('RESET ROLE');
    client.release();
  });

  it('gives up rather than hold up the orders that come while one is open', async () => {
    await pool.query('ALTER TABLE tellsign_key DROP COLUMN heir');
    const client = await pool.connect();
    await client.query(`BEGIN; INSERT INTO tellsign_key (key, expires) VALUES ('open', now())`);
    await expect(pool.query(ledgerTable())).rejects.toMatchObject({ code: '55P03' });
    await client.query('ROLLBACK');
    client.release();
    await pool.query(ledgerTable());
    expect(await openSqlStores(pool).ledger.retire(someKey(), { from: 1 }, TTL_MS)).toBeNull();
  });
});
