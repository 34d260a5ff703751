import type { KeyLedger, Retired } from './ledger.ts';
import { bindScripts, type IoredisLike, type NodeRedisEval, textOf } from './redis-script.ts';

const FIND = `return redis.call('GET', KEYS[1])`;
/** Of two entries the one that denies earlier stays, and the successor that was there first, or the lack of one. */
const RETIRE = `local old = redis.call('GET', KEYS[1])
local entry = ARGV[1] .. '.' .. ARGV[2]
if old then
  local from, successor = string.match(old, '^(%d+)%.(.*)$')
  if tonumber(from) > tonumber(ARGV[1]) then from = ARGV[1] end
  entry = from .. '.' .. successor
end
redis.call('SET', KEYS[1], entry, 'PX', ARGV[3])
return old`;
const BIND = `local old = redis.call('GET', KEYS[1])
if not old or old == ARGV[1] then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
return old`;
const REBIND = `redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])`;
/** One field for each twelfth of the window. */
const COUNT = `local time = redis.call('TIME')
local slice = math.floor((time[1] * 1000 + time[2] / 1000) * 12 / ARGV[1])
redis.call('HINCRBY', KEYS[1], slice, 1)
redis.call('PEXPIRE', KEYS[1], ARGV[1])
local sum = 0
local fields = redis.call('HGETALL', KEYS[1])
for at = 1, #fields, 2 do
  if tonumber(fields[at]) > slice - 12 then sum = sum + fields[at + 1] else redis.call('HDEL', KEYS[1], fields[at]) end
end
return tostring(sum)`;
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
      return readEntry(await run(FIND, `vrd:k:${jkt}`, []));
    },
    async retire(jkt, { from, successor = '' }, ttlMs) {
      return readEntry(await run(RETIRE, `vrd:k:${jkt}`, [from, successor, lifetime(ttlMs)]));
    },
    async bind(sid, jkt, ttlMs) {
      return textOf(await run(BIND, `vrd:s:${sid}`, [jkt, lifetime(ttlMs)]));
    },
    async boundTo(sid) {
      return textOf(await run(FIND, `vrd:s:${sid}`, []));
    },
    async rebind(sid, jkt, ttlMs) {
      await run(REBIND, `vrd:s:${sid}`, [jkt, lifetime(ttlMs)]);
    },
    async advance(jkt, ctr, ttlMs) {
      const before = textOf(await run(ADVANCE, `vrd:c:${jkt}`, [ctr, lifetime(ttlMs)]));
      return before === null ? null : Number(before);
    },
    async count(jkt, windowMs) {
      return Number(textOf(await run(COUNT, `vrd:v:${jkt}`, [lifetime(windowMs)])));
    },
  };
}

const lifetime = (ttlMs: number): number => Math.max(1, Math.ceil(ttlMs));

function readEntry(reply: unknown): Retired | null {
  if (reply === null) return null;
  const [, from, successor] = ENTRY.exec(textOf(reply) ?? '') ?? [];
  if (from === undefined) throw new TypeError('redisLedger: the entry is none of ours');
  return { from: Number(from), ...(successor && { successor }) };
}
