import { type IoredisLike, textOf } from './redis-script.ts';
import type { ReplayStore } from './replay.ts';

/** node-redis 4 and later: client, pool, cluster or sentinel. */
export interface NodeRedisLike {
  set(
    key: string,
    value: string,
    options: { readonly NX: true; readonly PX: number; readonly GET: true },
  ): Promise<unknown>;
}

/**
 * Spent nonces in Redis 7 or Valkey, through the site's own client: one atomic `SET key value NX PX ttl GET`, which expires by itself. The
 * server must not evict (`maxmemory-policy noeviction`): a forgotten nonce is accepted again. With asynchronous replication the same holds
 * for what a failover loses; where that is too much, use `sqlReplay` inside the order's transaction (§1.7).
 *
 * Have the client fail at once while it is disconnected (`disableOfflineQueue`, `enableOfflineQueue: false`) and listen to its `error` event.
 *
 * @throws TypeError for anything that is no such client
 * @example redisReplay(await createClient({ url, disableOfflineQueue: true }).on('error', log).connect())
 */
export function redisReplay(client: NodeRedisLike | IoredisLike): ReplayStore {
  const set = bindSet(client);
  // The server takes whole milliseconds and at least one.
  return {
    consume: async (key, value, ttlMs) => readReply(await set(key, value, Math.max(1, Math.ceil(ttlMs)))),
  };
}

type Set = (key: string, value: string, ttlMs: number) => Promise<unknown>;

function bindSet(client: Partial<NodeRedisLike & IoredisLike> | null | undefined): Set {
  // ioredis has a `set` as well, with words for options; node-redis has no `call`.
  if (typeof client?.call === 'function')
    return async (key, value, ttlMs) => client.call?.('SET', key, value, 'NX', 'PX', String(ttlMs), 'GET');
  if (typeof client?.set === 'function')
    return async (key, value, ttlMs) => client.set?.(key, value, { NX: true, PX: ttlMs, GET: true });
  throw new TypeError('redisReplay: client must be one of node-redis or ioredis');
}

function readReply(reply: unknown): string | null {
  const text = textOf(reply);
  if (text === null && reply !== null)
    throw new TypeError('redisReplay: the server answered neither text nor nil');
  return text;
}
