import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReplayTable, type SqlReplayOptions, sqlReplay } from '../../src/server/stores/sql-replay.ts';
import type { SqlClient } from '../../src/server/stores/sql-table.ts';
import type { Loopback } from '../setup/loopback.ts';
import { setup } from '../unit/server/setup.ts';
import { connectPostgres, openPglite } from './clients.ts';
import { SERVERS } from './servers.ts';

/** §1.7, "exactly once wanted": the nonce in the order's own transaction. */
const { forge, request, create } = await setup();
const verify = (client: SqlClient, token: string, options: SqlReplayOptions = {}) =>
  create({ replay: sqlReplay(client, { transaction: true, ...options }), storeTimeoutMs: 30_000 }).verify(
    token,
    request,
  );
const ORDERS = 'CREATE TABLE shop_order (token text)';

const postgres = SERVERS.find(({ kind }) => kind === 'postgres')!;

describe.skipIf(postgres.missing)(`${postgres.title}: an order and its nonce`, () => {
  let server: Loopback;
  let pool: pg.Pool;
  beforeAll(async () => {
    server = await postgres.open();
    pool = connectPostgres(server.port);
    await createReplayTable(pool);
    await pool.query(ORDERS);
  });
  afterAll(async () => {
    await pool?.end();
    await server?.stop();
  });

  /** Verifies and writes the order in one transaction, which `end` closes. */
  async function order(token: string, end: 'COMMIT' | 'ROLLBACK', isolation = 'READ COMMITTED') {
    const client = await pool.connect();
    try {
      await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
      const result = await verify(client, token, { sweep: isolation === 'READ COMMITTED' ? 2 : 0 });
      if (result.ok) await client.query('INSERT INTO shop_order VALUES ($1)', [token]);
      await client.query(result.ok ? end : 'ROLLBACK');
      return result;
    } finally {
      client.release();
    }
  }
  const ordersOf = async (token: string) =>
    (await pool.query('SELECT 1 FROM shop_order WHERE token = $1', [token])).rowCount;

  it('are both kept when it is committed, and neither when it is rolled back', async () => {
    const token = await forge.token();
    expect(await order(token, 'ROLLBACK')).toMatchObject({ ok: true });
    expect(await order(token, 'COMMIT')).toMatchObject({ ok: true });
    expect(await order(token, 'COMMIT')).toMatchObject({ code: 'replayed' });
    expect(await ordersOf(token)).toBe(1);
  });

  it.each(['COMMIT', 'ROLLBACK'] as const)(
    'are refused at once while another order has the nonce, and told apart from an outage, before its %s',
    async (end) => {
      const token = await forge.token();
      const client = await pool.connect();
      await client.query('BEGIN');
      expect(await verify(client, token)).toMatchObject({ ok: true });
      const others = await Promise.all(Array.from({ length: 5 }, () => order(token, 'COMMIT')));
      expect(others.map((result) => !result.ok && result.code)).toEqual(Array(5).fill('nonce_reused'));
      await client.query(end);
      client.release();
      const later = await order(token, 'COMMIT');
      expect(later.ok ? 'ok' : later.code).toBe(end === 'COMMIT' ? 'replayed' : 'ok');
    },
  );

  it('are seen to be open by a use outside every transaction', async () => {
    const [token, client] = [await forge.token(), await pool.connect()];
    await client.query('BEGIN');
    expect(await verify(client, token)).toMatchObject({ ok: true });
    expect(await verify(pool, token, { transaction: false })).toMatchObject({ code: 'nonce_reused' });
    await client.query('ROLLBACK');
    client.release();
    expect(await verify(pool, token, { transaction: false })).toMatchObject({ ok: true });
  });

  it('are refused, and are no outage, where the site limits how long a lock is waited for', async () => {
    const [token, client, holder] = [await forge.token(), await pool.connect(), await pool.connect()];
    await holder.query('BEGIN; LOCK TABLE tellsign_nonce IN ACCESS EXCLUSIVE MODE');
    await client.query(`BEGIN; SET LOCAL lock_timeout = '20ms'`);
    expect(await verify(client, token)).toMatchObject({ code: 'nonce_reused' });
    for (const open of [client, holder]) {
      await open.query('ROLLBACK');
      open.release();
    }
  });

  it('mark their store, and no other', () => {
    expect(sqlReplay(pool, { transaction: true }).isTransactional).toBe(true);
    expect(sqlReplay(pool).isTransactional).toBe(false);
    expect(() => sqlReplay(pool, { transaction: 'yes' as never })).toThrow(/transaction/);
  });

  it.each(['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'])(
    'are one of 40 at once (%s)',
    async (isolation) => {
      const token = await forge.token();
      const results = await Promise.all(Array.from({ length: 40 }, () => order(token, 'COMMIT', isolation)));
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await ordersOf(token)).toBe(1);
    },
  );

  it('leave nothing behind for long: each fresh nonce takes two expired ones along', async () => {
    await pool.query(
      `INSERT INTO tellsign_nonce
      SELECT 'old.' || n, 'x', clock_timestamp() - interval '1 minute' FROM generate_series(1, 100) n`,
    );
    const countOld = async () =>
      Number((await pool.query(`SELECT count(*) FROM tellsign_nonce WHERE key LIKE 'old.%'`)).rows[0].count);
    const store = sqlReplay(pool);
    for (let uses = 0; uses < 10; uses++) await store.consume(`new.${uses}`, 'x', 60_000);
    expect(await countOld()).toBe(80);
    await sqlReplay(pool, { sweep: 0 }).consume('new.10', 'x', 60_000);
    expect(await countOld()).toBe(80);
    await Promise.all(Array.from({ length: 60 }, (_, n) => store.consume(`more.${n}`, 'x', 60_000)));
    // Those at once may all look at the same rows, and skip what another has locked; none takes more than
    // two.
    expect(await countOld()).toBeLessThan(80);
    expect((await pool.query(`SELECT 1 FROM tellsign_nonce WHERE key LIKE 'new.%'`)).rowCount).toBe(11);
  });

  it('have a table of any name, made by any number of processes at once', async () => {
    const options = { table: 'public.spent' };
    await Promise.all(Array.from({ length: 8 }, () => createReplayTable(pool, options)));
    const store = sqlReplay(pool, options);
    expect(await store.consume('k', 'a', 1000)).toBeNull();
    expect(await store.consume('k', 'b', 1000)).toBe('a');
  });
});

describe('PGlite: an order and its nonce', () => {
  it('are both kept when it is committed, and neither when it is rolled back', async () => {
    const { db, close } = await openPglite();
    await db.query(ORDERS);
    const token = await forge.token();
    const order = (keep: boolean) =>
      db.transaction(async (tx) => {
        const result = await verify(tx, token);
        if (!keep) await tx.rollback();
        return result;
      });
    await order(false);
    expect(await order(true)).toMatchObject({ ok: true });
    expect(await order(true)).toMatchObject({ code: 'replayed' });
    await close();
  });
});
