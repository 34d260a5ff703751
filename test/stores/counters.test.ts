import { PGlite } from '@electric-sql/pglite';
import { createCluster } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordsTables, redisCounters, sqlCounters, sqlRecords } from '../../src/decide/index.ts';
import type { SqlClient } from '../../src/server/stores/sql-table.ts';
import { openPostgres } from '../setup/postgres.ts';
import { openRedis } from '../setup/redis.ts';
import { openRedisCluster } from '../setup/redis-cluster.ts';
import { attempt, T0, testCounters } from '../unit/decide/counters/suite.ts';
import { connectPostgres, connectRedis } from './clients.ts';
import { POSTGRES, REDIS } from './kinds.ts';

const MISSING = ' – is not installed';

describe.skipIf(REDIS === null)(`counters in Redis${REDIS === null ? MISSING : ''}`, () => {
  let server: Awaited<ReturnType<typeof openRedis>>;
  let client: Awaited<ReturnType<typeof connectRedis>>;
  beforeAll(async () => {
    server = await openRedis(REDIS ?? '');
    client = await connectRedis(server.port);
  });
  afterAll(async () => {
    client?.destroy();
    await server?.stop();
  });

  testCounters(async () => {
    await client.flushAll();
    return redisCounters(client);
  }, 10);
});

const createClusterClient = (ports: readonly number[]) =>
  createCluster({ rootNodes: ports.map((port) => ({ url: `redis://127.0.0.1:${port}` })) });

describe.skipIf(REDIS === null)(`counters on a Redis cluster${REDIS === null ? MISSING : ''}`, () => {
  let cluster: Awaited<ReturnType<typeof openRedisCluster>>;
  let client: ReturnType<typeof createClusterClient>;
  beforeAll(async () => {
    cluster = await openRedisCluster(REDIS ?? '');
    client = createClusterClient(cluster.ports);
    await client.connect();
  });
  afterAll(async () => {
    client?.destroy();
    await cluster?.stop();
  });
  const masters = () => Promise.all(cluster.ports.map(connectRedis));
  const onEach = async <T>(work: (master: Awaited<ReturnType<typeof connectRedis>>) => Promise<T>) => {
    const clients = await masters();
    const answers = await Promise.all(clients.map(work));
    for (const one of clients) one.destroy();
    return answers;
  };

  testCounters(async () => {
    await onEach((master) => master.flushAll());
    return redisCounters(client);
  }, 5);

  it('spread over all three masters, each entity on one', async () => {
    await onEach((master) => master.flushAll());
    const counters = redisCounters(client);
    const ips = Array.from({ length: 60 }, (_, place) => `i${place}`);
    await Promise.all(ips.map((ip) => counters.count(attempt(T0, { entities: { ip } }))));
    const sizes = await onEach((master) => master.dbSize());
    expect(sizes.reduce((sum, size) => sum + size)).toBe(ips.length);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
  });
});

interface Database {
  readonly client: SqlClient;
  close(): Promise<void>;
}

const KINDS: readonly { name: string; isMissing: boolean; open(): Promise<Database> }[] = [
  {
    name: 'PGlite',
    isMissing: false,
    async open() {
      const client = await PGlite.create();
      return { client, close: () => client.close() };
    },
  },
  {
    name: `PostgreSQL${POSTGRES === null ? MISSING : ''}`,
    isMissing: POSTGRES === null,
    async open() {
      const server = await openPostgres(POSTGRES ?? '');
      const client = connectPostgres(server.port);
      return {
        client,
        async close() {
          await client.end();
          await server.stop();
        },
      };
    },
  },
];

describe.each(KINDS)('counters in $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('', () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
      await database.client.query(recordsTables());
    });
    afterAll(() => database?.close());
    const options = { allowSingleProcess: true };

    async function openCounters() {
      for (const table of ['tellsign_counter', 'tellsign_counter_name'])
        await database.client.query(`DELETE FROM ${table}`);
      return sqlCounters(database.client, options);
    }
    const countOf = async (table: string) => {
      const { rows } = await database.client.query(`SELECT count(*)::int AS n FROM ${table}`);
      return (rows[0] as { readonly n: number }).n;
    };

    testCounters(openCounters, 10);

    it('lose no attempt of many at once', async () => {
      const counters = await openCounters();
      const many = Array.from({ length: 100 }, (_, place) =>
        counters.count(attempt(T0, { account: `a${place % 10}`, amount: 1 })),
      );
      await Promise.all(many);
      const { ip } = await counters.count(attempt(T0, { amount: 1 }));
      expect(ip?.['1d']).toMatchObject({ attempts: 101, amount: 101, accounts: 11 });
    });

    it('keep no more names than are counted, and nothing older than a day', async () => {
      const counters = await openCounters();
      for (let place = 0; place < 100; place++)
        await counters.count(
          attempt(T0 + place, { entities: { ip: 'i' }, account: null, card: `c${place}` }),
        );
      expect(await countOf('tellsign_counter_name')).toBeLessThanOrEqual(67);
      await sqlRecords(database.client, options).expire(T0 + 2 * 86_400_000);
      expect(await countOf('tellsign_counter')).toBe(0);
      expect(await countOf('tellsign_counter_name')).toBe(0);
    });

    it('forget that others were seen with somebody', async () => {
      const counters = await openCounters();
      await counters.count(attempt(T0, { account: 'a', card: 'c' }));
      await counters.erase({ account: 'a' });
      const { ip } = await counters.count(attempt(T0, { account: 'b', card: 'c' }));
      expect(ip?.['1d']).toMatchObject({ attempts: 2, accounts: 1, cards: 1 });
    });
  });
});
