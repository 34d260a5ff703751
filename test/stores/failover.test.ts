import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordsTables, sqlCounters, sqlRecords } from '../../src/decide/index.ts';
import type { Loopback } from '../setup/loopback.ts';
import { openPostgres } from '../setup/postgres.ts';
import { listOf } from '../unit/decide/records/suite.ts';
import { accepted, BASKET, decider } from '../unit/decide/setup.ts';
import { connectPostgres } from './clients.ts';
import { POSTGRES } from './kinds.ts';
import { HONEST, openWire, type UnreliableWire } from './unreliable.ts';

const DOWN = { outcome: 'challenge', rule: null, failover: 'counters' } as const;

/** What a database with a full disk says of every row; a real one would have to be filled. */
const FILL = `CREATE OR REPLACE FUNCTION disk_full() RETURNS trigger AS $$ BEGIN
  RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
END $$ LANGUAGE plpgsql;
CREATE TRIGGER disk_full BEFORE INSERT ON tellsign_decision FOR EACH ROW EXECUTE FUNCTION disk_full()`;
const EMPTY = 'DROP TRIGGER disk_full ON tellsign_decision';
const CUT = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()
  AND backend_type = 'client backend'`;

describe.skipIf(POSTGRES === null)('a decision on PostgreSQL (postgresql)', () => {
  let server: Loopback;
  let wire: UnreliableWire;
  let pool: pg.Pool;
  let direct: pg.Pool;
  beforeAll(async () => {
    server = await openPostgres(POSTGRES ?? '');
    wire = await openWire(server.port);
    pool = connectPostgres(wire.port);
    direct = connectPostgres(server.port);
    await direct.query(recordsTables());
  });
  afterAll(async () => {
    await pool?.end();
    await direct?.end();
    await wire?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    await direct.query('TRUNCATE tellsign_decision, tellsign_facts, tellsign_request, tellsign_counter');
  });

  const open = (timeoutMs = 10_000) =>
    decider({ records: sqlRecords(pool), counters: sqlCounters(pool), timeoutMs });
  const recordedIds = async () =>
    (await listOf(sqlRecords(direct).export())).map(({ decision }) => decision.id).toSorted();

  it('is recorded once a full disk has room again', async () => {
    const { decide, flush, backlog } = await open();
    await direct.query(FILL);
    const answered = [await decide(accepted(), BASKET), await decide(accepted(), BASKET)];
    expect(answered.map(({ outcome }) => outcome)).toEqual(['allow', 'allow']);
    expect(backlog()).toEqual({ waiting: 2, lost: 0 });
    expect(await recordedIds()).toEqual([]);
    await direct.query(EMPTY);
    expect(await flush()).toBe(0);
    expect(await recordedIds()).toEqual(answered.map(({ id }) => id).toSorted());
  });

  it('loses nothing when connections are killed in the middle', async () => {
    const { decide, flush, backlog } = await open();
    const answering = Array.from({ length: 60 }, () => decide(accepted(), BASKET));
    await Promise.race(answering);
    await direct.query(CUT);
    const answered = await Promise.all(answering);
    await expect.poll(flush, { timeout: 20_000 }).toBe(0);
    expect(backlog().lost).toBe(0);
    expect(await recordedIds()).toEqual(answered.map(({ id }) => id).toSorted());
  });

  it('is the failover while the database is slow, and is recorded afterwards', async () => {
    const { decide, flush } = await open(100);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    void wire.become(async (answer) => {
      await held;
      return answer;
    });
    const decision = await decide(accepted(), BASKET);
    expect(decision).toMatchObject(DOWN);
    void wire.become(HONEST);
    release();
    await expect.poll(flush, { timeout: 20_000 }).toBe(0);
    expect(await recordedIds()).toEqual([decision.id]);
  });

  it('is the failover while the database is down, and is recorded when it is back', async () => {
    const { decide, flush, backlog } = await open();
    const before = await decide(accepted(), BASKET);
    await server.kill();
    // PostgreSQL's children serve on for a moment when their parent is gone.
    const answered = [before];
    await expect
      .poll(
        async () => {
          answered.push(await decide(accepted(), BASKET));
          return answered.at(-1);
        },
        { timeout: 20_000 },
      )
      .toMatchObject(DOWN);
    expect(backlog().waiting).toBeGreaterThan(0);
    await server.start();
    await expect.poll(flush, { timeout: 30_000 }).toBe(0);
    expect(backlog().lost).toBe(0);
    expect(await recordedIds()).toEqual(answered.map(({ id }) => id).toSorted());
  });

  it('takes two round trips: facts and counters together, then everything that is written', async () => {
    const trips = { statements: 0, waves: 0, open: 0 };
    const counted = {
      async query(text: string, values: unknown[]) {
        trips.statements++;
        if (trips.open++ === 0) trips.waves++;
        try {
          return await direct.query(text, values);
        } finally {
          trips.open--;
        }
      },
    };
    const { decide } = await decider({ records: sqlRecords(counted), counters: sqlCounters(counted) });
    const review = accepted({ level: 'high' });
    const asked = { ...BASKET, amount: 900, request: {}, idempotencyKey: 'once', session: 's' };
    // The first decision of a process also reads which curves are in force.
    await decide(accepted(), { ...BASKET, account: 'first' });
    Object.assign(trips, { statements: 0, waves: 0 });
    expect(await decide(review, asked)).toMatchObject({ outcome: 'review', alert: true });
    expect(trips).toEqual({ statements: 3, waves: 2, open: 0 });
  });
});
