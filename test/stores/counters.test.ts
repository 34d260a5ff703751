import { afterAll, beforeAll, describe } from 'vitest';
import { redisCounters } from '../../src/decide/index.ts';
import { openRedis } from '../setup/redis.ts';
import { testCounters } from '../unit/decide/counters/suite.ts';
import { connectRedis } from './clients.ts';
import { REDIS } from './kinds.ts';

describe.skipIf(REDIS === null)(`counters in Redis${REDIS === null ? ' – is not installed' : ''}`, () => {
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
