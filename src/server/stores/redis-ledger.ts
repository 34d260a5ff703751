import type { KeyLedger, Retired } from './ledger.ts';
import { SLICES } from './ledger.ts';
import {
  bindRedis,
  type IoredisLike,
  type NodeRedisLike,
  numberOf,
  textOf,
  wholeMs,
} from './redis-client.ts';

/**
 * The entry that denies earlier stays, and so does the successor that was there first, or the lack of one.
 */
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
const REPLACE = `redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])`;
const DELETE = `redis.call('DEL', KEYS[1])`;
const ADVANCE = `local old = redis.call('GET', KEYS[1])
local ctr = ARGV[1]
if old and tonumber(old) > tonumber(ctr) then ctr = old end
redis.call('SET', KEYS[1], ctr, 'PX', ARGV[2])
return old`;
/** One field for each slice of the window, by the server's clock. */
const COUNT = `local time = redis.call('TIME')
local slice = math.floor((time[1] * 1000 + time[2] / 1000) * ${SLICES} / ARGV[1])
redis.call('HINCRBY', KEYS[1], slice, 1)
redis.call('PEXPIRE', KEYS[1], ARGV[1])
local sum = 0
local fields = redis.call('HGETALL', KEYS[1])
for at = 1, #fields, 2 do
  if tonumber(fields[at]) > slice - ${SLICES} then sum = sum + fields[at + 1]
  else redis.call('HDEL', KEYS[1], fields[at]) end
end
return tostring(sum)`;

/** When the key is denied, epoch seconds, and the key that followed it. */
const ENTRY = /^(\d+)\.([\w-]*)$/;

/**
 * Names of keys. The format under a name never changes: a new format gets a new name, with a number, so that
 * two releases that run at once never misread each other. The names without a number are those of the first
 * release.
 */
const NAMES = {
  denial: 'vrd:k:',
  counter: 'vrd:c:',
  heir: 'vrd:h1:',
  session: 'vrd:s1:',
  verdicts: 'vrd:v1:',
};

/**
 * What is known of device keys and sessions, in Redis or Valkey. A denial that is evicted or lost in a
 * failover lets a revoked key in until it is revoked again: set `maxmemory-policy noeviction`, or use
 * `sqlLedger`.
 *
 * @throws TypeError when the client is neither of node-redis nor of ioredis
 */
export function redisLedger(client: NodeRedisLike | IoredisLike): KeyLedger {
  const { get, run } = bindRedis('redisLedger', client);
  return {
    async find(jkt) {
      return readEntry(await get(NAMES.denial + jkt));
    },
    async retire(jkt, { from, successor = '' }, ttlMs) {
      const words = [from, successor, wholeMs(ttlMs)];
      const before = readEntry(textOf(await run(RETIRE, NAMES.denial + jkt, words)));
      if (before === null && successor !== '') await run(REPLACE, NAMES.heir + jkt, words.slice(1));
      if (before === null || before.successor) return before;
      // A process of the first release forgets the successor when it revokes; the note beside the entry does
      // not.
      const heir = await get(NAMES.heir + jkt);
      return heir === null ? before : { ...before, successor: heir };
    },
    async bind(sid, jkt, ttlMs) {
      return textOf(await run(BIND, NAMES.session + sid, [jkt, wholeMs(ttlMs)]));
    },
    async boundTo(sid) {
      return get(NAMES.session + sid);
    },
    async rebind(sid, jkt, ttlMs) {
      await run(REPLACE, NAMES.session + sid, [jkt, wholeMs(ttlMs)]);
    },
    async advance(jkt, ctr, ttlMs) {
      const before = await run(ADVANCE, NAMES.counter + jkt, [ctr, wholeMs(ttlMs)]);
      return before === null ? null : numberOf(before);
    },
    // A session's name leads to its key and not back: it is forgotten when it ends.
    async erase(jkt) {
      for (const name of [NAMES.counter, NAMES.verdicts]) await run(DELETE, name + jkt, []);
    },
    async count(jkt, windowMs) {
      return numberOf(await run(COUNT, NAMES.verdicts + jkt, [wholeMs(windowMs)]));
    },
  };
}

function readEntry(text: string | null): Retired | null {
  if (text === null) return null;
  const [, from, successor] = ENTRY.exec(text) ?? [];
  if (from === undefined) throw new TypeError('redisLedger: the entry is none of ours');
  return { from: Number(from), ...(successor && { successor }) };
}
