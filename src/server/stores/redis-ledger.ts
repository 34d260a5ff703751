import type { KeyLedger } from './ledger.ts';
import { bindScripts, type IoredisLike, type NodeRedisEval, textOf } from './redis-script.ts';

const FIND = `return redis.call('GET', KEYS[1])`;
/** Of two entries the one that denies earlier stays. */
const RETIRE = `local old = redis.call('GET', KEYS[1])
if not old or tonumber(ARGV[1]) < tonumber(string.match(old, '^%d+')) then
  redis.call('SET', KEYS[1], ARGV[1] .. '.' .. ARGV[2], 'PX', ARGV[3])
end`;
const ADVANCE = `local old = redis.call('GET', KEYS[1])
local ctr = ARGV[1]
if old and tonumber(old) > tonumber(ctr) then ctr = old end
redis.call('SET', KEYS[1], ctr, 'PX', ARGV[2])
return old`;
/** When it is denied, and by which key it was followed. */
const ENTRY = /^(\d+)\.([\w-]*)$/;

/**
 * What is known of device keys, in Redis or Valkey. A denial that is evicted or lost in a failover lets a revoked key in again until it is
 * denied once more: `maxmemory-policy noeviction`, and `sqlLedger` where that is too little.
 *
 * @throws TypeError when the client is neither of node-redis nor of ioredis
 */
export function redisLedger(client: NodeRedisEval | IoredisLike): KeyLedger {
  const run = bindScripts('redisLedger', client);
  return {
    async find(jkt) {
      const reply = await run(FIND, `vrd:k:${jkt}`, []);
      if (reply === null) return null;
      const [, from, successor] = ENTRY.exec(textOf(reply) ?? '') ?? [];
      if (from === undefined) throw new TypeError('redisLedger: the entry is none of ours');
      return { from: Number(from), ...(successor && { successor }) };
    },
    async retire(jkt, { from, successor = '' }, ttlMs) {
      await run(RETIRE, `vrd:k:${jkt}`, [from, successor, Math.max(1, Math.ceil(ttlMs))]);
    },
    async advance(jkt, ctr, ttlMs) {
      const before = textOf(await run(ADVANCE, `vrd:c:${jkt}`, [ctr, Math.max(1, Math.ceil(ttlMs))]));
      return before === null ? null : Number(before);
    },
  };
}
