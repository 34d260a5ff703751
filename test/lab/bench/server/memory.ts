import { createClient } from 'redis';
import { memoryReplay, type ReplayStore } from '../../../../src/server/index.ts';
import { redisReplay } from '../../../../src/server/stores/index.ts';
import { encodeBase64url } from '../../../../src/wire/base64url.ts';
import { openRedis } from '../../../setup/redis.ts';
import { REDIS } from '../../../stores/kinds.ts';
import type { Row } from '../statistics.ts';

/** Enough that one nonce's share is exact to a byte; the lifetime is 300 s and twice the skew of 60 s. */
const NONCES = 100_000;
const TTL_MS = 420_000;
/** Protocol §1.3: 164 B on Redis. */
const STATED_BYTES = 164;

const random22 = () => encodeBase64url(crypto.getRandomValues(new Uint8Array(16)));

async function fill(store: ReplayStore): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  for (let i = 0; i < NONCES; i += 1000)
    await Promise.all(
      Array.from({ length: 1000 }, () =>
        store.consume(`vrd:n:${random22()}`, `${random22()}.${now}.`, TTL_MS),
      ),
    );
}

/** Bytes that one used nonce occupies until it expires. */
export async function benchMemory(): Promise<Row[]> {
  const row = (store: string, bytes: number): Row => ({
    what: `memory of one nonce, ${store}`,
    value: `${Math.round(bytes)} B`,
    peer: `${((bytes * 1000 * 360) / 1e6).toFixed(0)} MB for 1000 verdicts/s at 360 s each`,
  });
  return [row('memory', await heapBytes()), ...(await redisRows(row))];
}

async function heapBytes(): Promise<number> {
  const collect = globalThis.gc;
  if (!collect) throw new Error('run with --expose-gc');
  collect();
  const before = process.memoryUsage().heapUsed;
  const store = memoryReplay({ allowSingleProcess: true });
  await fill(store);
  collect();
  const bytes = (process.memoryUsage().heapUsed - before) / NONCES;
  // A use after the measurement, so that it was not collected before.
  await store.consume('vrd:n:last', 'value', TTL_MS);
  return bytes;
}

async function redisRows(row: (store: string, bytes: number) => Row): Promise<readonly Row[]> {
  if (REDIS === null)
    return [{ what: 'memory of one nonce, Redis', value: '–', peer: 'redis-server is missing' }];
  const server = await openRedis(REDIS);
  const client = createClient({ socket: { port: server.port, host: '127.0.0.1' } });
  try {
    await client.connect();
    const used = async () => Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
    const before = await used();
    await fill(redisReplay(client));
    const bytes = ((await used()) - before) / NONCES;
    const { what, value, peer } = row('Redis', bytes);
    return [{ what, value, peer: `${peer}; protocol.md measured ${STATED_BYTES} B` }];
  } finally {
    client.destroy();
    await server.stop();
  }
}
