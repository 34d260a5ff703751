import { bindRedis, type IoredisLike, type NodeRedisLike } from './redis-client.ts';
import type { ReplayStore } from './replay.ts';

/**
 * Used nonces and idempotency keys in Redis 7 or Valkey, through the site's own client. A use is one atomic
 * command, `SET key value NX PX ttl GET`, and expires by itself.
 *
 * The server must not evict (`maxmemory-policy noeviction`): a forgotten nonce is accepted again.
 * Asynchronous replication loses the last writes in a failover, with the same effect. Where that is too much,
 * use `sqlReplay` inside the order's transaction (§1.7).
 *
 * Have the client fail at once while it is disconnected (`disableOfflineQueue`, `enableOfflineQueue: false`),
 * and listen to its `error` event.
 *
 * @throws TypeError for anything that is no such client
 * @example redisReplay(await createClient({ url, disableOfflineQueue: true }).on('error', log).connect())
 */
export function redisReplay(client: NodeRedisLike | IoredisLike): ReplayStore {
  const { get, setNew } = bindRedis('redisReplay', client);
  return { consume: setNew, find: get };
}
