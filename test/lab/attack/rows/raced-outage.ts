import type pg from 'pg';
import { createReplayTable, sqlReplay } from '../../../../src/server/stores/sql-replay.ts';
import { connectPostgres } from '../../../stores/clients.ts';
import { SERVERS } from '../../../stores/servers.ts';
import { type Attack, honest, refused } from '../attack.ts';
import { type Ground, outcomeOf } from '../ground.ts';

const COPIES = 5;
const ACTIONS = { checkout: { onStoreError: 'accept-degraded', nonceInPage: null } } as const;

/** Row 6 (A8): a nonce that another order holds is no outage. */
export const racedOutage: Attack = {
  row: 6,
  tried: `${COPIES} copies at once with accept-degraded, the nonce spent in the order’s transaction`,
  async run(ground) {
    const { create } = ground.forge;
    const client = { query: async () => ({ rows: [] }) };
    const start = (transaction: boolean) => {
      try {
        create({ replay: sqlReplay(client, { transaction }), actions: ACTIONS });
        return 'started';
      } catch (error) {
        return String(error).includes('accept-degraded') ? 'refused at start-up' : String(error);
      }
    };
    honest('a store outside the order', start(false), 'started');
    return {
      'a verifier with both': refused('start', start(true), 'refused at start-up'),
      ...(await raceInTransactions(ground)),
      'one token in an outage': await raceInOutage(ground),
    };
  },
};

/** Copies that come while the first one's transaction is open. Tried where PostgreSQL is installed. */
async function raceInTransactions(ground: Ground): Promise<Readonly<Record<string, string>>> {
  const title = `${COPIES} copies during an open order`;
  const postgres = SERVERS.find(({ kind, missing }) => kind === 'postgres' && !missing);
  if (!postgres) return { [title]: 'not tried: no PostgreSQL here' };
  const server = await postgres.open();
  const pool = connectPostgres(server.port);
  try {
    await createReplayTable(pool);
    const token = await ground.forge.forge.token();
    const first = await pool.connect();
    await first.query('BEGIN');
    honest('the first order', await order(ground, first, token), 'unknown');
    const copies = await Promise.all(Array.from({ length: COPIES }, () => tryOrder(ground, pool, token)));
    await first.query('COMMIT');
    first.release();
    return { [title]: refused('copies', copies, Array(COPIES).fill('nonce_reused')) };
  } finally {
    await pool.end();
    await server.stop();
  }
}

async function tryOrder(ground: Ground, pool: pg.Pool, token: string): Promise<string> {
  const client = await pool.connect();
  await client.query('BEGIN');
  const outcome = await order(ground, client, token);
  await client.query('ROLLBACK');
  client.release();
  return outcome;
}

async function order({ forge }: Ground, client: pg.PoolClient, token: string): Promise<string> {
  const replay = sqlReplay(client, { transaction: true });
  return outcomeOf(await forge.create({ replay, storeTimeoutMs: 30_000 }).verify(token, forge.request));
}

async function raceInOutage({ forge }: Ground): Promise<string> {
  const replay = { consume: () => Promise.reject(new Error('down')) };
  const verifier = forge.create({ replay, actions: ACTIONS });
  const token = await forge.forge.token();
  const copies = await Promise.all(
    Array.from({ length: COPIES }, () => verifier.verify(token, forge.request)),
  );
  const [first, ...others] = copies.map(outcomeOf).toSorted().toReversed();
  honest('one is accepted', first, 'unknown');
  return refused('the others', others, Array(COPIES - 1).fill('replayed'));
}
