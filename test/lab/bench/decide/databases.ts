import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PGlite } from '@electric-sql/pglite';
import { createCluster } from 'redis';
import { memoryCounters, recordsTables, redisCounters, sqlCounters, sqlRecords } from 'tellsign/decide';
import type { Counters, Records } from '../../../../src/decide/index.ts';
import { openPostgres } from '../../../setup/postgres.ts';
import { openRedis } from '../../../setup/redis.ts';
import { openRedisCluster } from '../../../setup/redis-cluster.ts';
import { connectPostgres, connectRedis } from '../../../stores/clients.ts';
import { POSTGRES, REDIS } from '../../../stores/kinds.ts';

/** A database of its own, with the tables and one more for empty commits. */
export interface Database {
  readonly records: Records;
  readonly counters: Counters;
  /** Rows of a statement. */
  ask<Row>(statement: string): Promise<readonly Row[]>;
  /**
   * One row without a value, in a transaction of its own and one round trip: the least that anything costs
   * which this database remembers. `BEGIN`, `INSERT` and `COMMIT` would be three round trips.
   */
  commit(): Promise<unknown>;
  close(): Promise<void>;
}

const EMPTY = 'CREATE TABLE empty_commit (at float8 DEFAULT 0)';
const COMMIT = 'INSERT INTO empty_commit DEFAULT VALUES';

/** PostgreSQL on loopback that waits for its disk, as one in production does; null where there is none. */
export async function openServer(): Promise<Database | null> {
  if (POSTGRES === null) return null;
  const server = await openPostgres(POSTGRES, ['fsync=on', 'synchronous_commit=on']);
  const pool = connectPostgres(server.port);
  await pool.query(recordsTables());
  await pool.query(EMPTY);
  return {
    records: sqlRecords(pool),
    counters: sqlCounters(pool),
    ask: async (statement) => (await pool.query(statement)).rows,
    commit: () => pool.query(COMMIT),
    async close() {
      await pool.end();
      await server.stop();
    },
  };
}

/** PGlite in a folder, as the demo has it. */
export async function openFolder(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'tellsign-bench-'));
  const client = await PGlite.create(folder);
  await client.query(recordsTables());
  await client.query(EMPTY);
  const own = { allowSingleProcess: true };
  return {
    records: sqlRecords(client, own),
    counters: sqlCounters(client, own),
    ask: async <Row>(statement: string) => (await client.query<Row>(statement)).rows,
    commit: () => client.query(COMMIT),
    async close() {
      await client.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Counters alone; null where no server of the kind is installed. */
export interface Counting {
  readonly counters: Counters;
  /** Bytes that the store holds. */
  usedBytes(): Promise<number>;
  close(): Promise<void>;
}

const USED = /used_memory:(\d+)/;

/** Collects what nobody uses, without a flag on the command line. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

export const openMemoryCounters = (): Counting => ({
  counters: memoryCounters({ maxEntities: 1_000_000 }),
  async usedBytes() {
    collect();
    return process.memoryUsage().heapUsed;
  },
  close: async () => undefined,
});

export async function openRedisCounters(): Promise<Counting | null> {
  if (REDIS === null) return null;
  const server = await openRedis(REDIS);
  const client = await connectRedis(server.port);
  return {
    counters: redisCounters(client),
    usedBytes: async () => Number(USED.exec(await client.info('memory'))?.[1]),
    async close() {
      client.destroy();
      await server.stop();
    },
  };
}

/** A cluster of three masters. */
export async function openClusterCounters(): Promise<Counting | null> {
  if (REDIS === null) return null;
  const cluster = await openRedisCluster(REDIS);
  const client = createCluster({
    rootNodes: cluster.ports.map((port) => ({ url: `redis://127.0.0.1:${port}` })),
  });
  client.on('error', () => undefined);
  await client.connect();
  return {
    counters: redisCounters(client),
    async usedBytes() {
      const infos = await Promise.all(
        client.masters.map(async (node) => (await client.nodeClient(node)).info('memory')),
      );
      return infos.reduce((sum, info) => sum + Number(USED.exec(info)?.[1]), 0);
    },
    async close() {
      client.destroy();
      await cluster.stop();
    },
  };
}
