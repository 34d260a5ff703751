import { type NearDuplicateStore, PER_BAND } from './near-duplicates.ts';
import { bindRedis, type IoredisLike, type NodeRedisLike, textOf, wholeMs } from './redis-client.ts';

/**
 * A set of entries by the time each ends. None outlives its own time, the newest are kept, the set ends with
 * the last.
 */
const FILE = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local seen = redis.call('ZRANGE', KEYS[1], 0, -1)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return seen`;

/**
 * Sketches of recent evidence in Redis or Valkey, for all processes that verify. They may be evicted: then a
 * copy goes unseen. A verdict takes eight small scripts, sent at once.
 *
 * @throws TypeError when the client is neither of node-redis nor of ioredis
 */
export function redisNearDuplicates(client: NodeRedisLike | IoredisLike): NearDuplicateStore {
  const { run } = bindRedis('redisNearDuplicates', client);
  return {
    async file(bands, entry, ttlMs) {
      const words = [entry, wholeMs(ttlMs), PER_BAND];
      const replies = await Promise.all(bands.map((band) => run(FILE, `vrd:e:${band}`, words)));
      if (!replies.every(Array.isArray)) throw new TypeError('redisNearDuplicates: Redis answered no list');
      return [...new Set(replies.flat().flatMap((reply) => textOf(reply) ?? []))];
    },
  };
}
