import { bindRedis, type IoredisLike, type NodeRedisLike } from '../../server/stores/redis-client.ts';
import { MEASURES, type Measure, WINDOWS, type Window } from '../policy/variables.ts';
import { MOST_DISTINCT, WIDTHS } from './buckets.ts';
import type { CountedAttempt, Counters, Tally } from './counters.ts';

const MEASURE_NAMES = Object.keys(MEASURES) as readonly Measure[];
const WINDOW_NAMES = Object.keys(WINDOWS) as readonly Window[];

/** Lua's list of the windows: name, length, width of a bucket, and the letter of that width's fields. */
const LUA_WINDOWS = WINDOW_NAMES.map(
  (name) => `{'${name}', ${WINDOWS[name]}, ${WIDTHS[name]}, '${WIDTHS[name] === WIDTHS['1d'] ? 't' : 'm'}'}`,
).join(', ');

/**
 * One hash for each entity: fields `m<minute><measure>` and `t<ten minutes><measure>` of attempts, refused
 * ones and amounts, and `A<account>` and `C<card>` with the time they were seen last, of which the newest 65
 * are kept. What no window needs is removed on the way. ARGV: now, refused, amount, account, card.
 */
const COUNT = `local at = tonumber(ARGV[1])
local function add(kind, width)
  local field = kind .. string.format('%d', math.floor(at / width))
  redis.call('HINCRBY', KEYS[1], field .. 'a', 1)
  if ARGV[2] == '1' then redis.call('HINCRBY', KEYS[1], field .. 'r', 1) end
  if tonumber(ARGV[3]) > 0 then redis.call('HINCRBYFLOAT', KEYS[1], field .. 's', ARGV[3]) end
end
add('m', ${WIDTHS['1h']})
add('t', ${WIDTHS['1d']})
if ARGV[4] ~= '' then redis.call('HSET', KEYS[1], 'A' .. ARGV[4], ARGV[1]) end
if ARGV[5] ~= '' then redis.call('HSET', KEYS[1], 'C' .. ARGV[5], ARGV[1]) end
redis.call('PEXPIRE', KEYS[1], ${WINDOWS['1d']})
local windows = {${LUA_WINDOWS}}
local widths = {m = ${WIDTHS['1h']}, t = ${WIDTHS['1d']}}
local longest = {m = ${WINDOWS['1h']}, t = ${WINDOWS['1d']}}
local total = {}
for _, window in ipairs(windows) do total[window[1]] = {a = 0, r = 0, s = 0, A = 0, C = 0} end
local seen = {A = {}, C = {}}
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  local field, value = fields[i], tonumber(fields[i + 1])
  local kind = string.sub(field, 1, 1)
  if seen[kind] then
    if at - value >= ${WINDOWS['1d']} then redis.call('HDEL', KEYS[1], field)
    else table.insert(seen[kind], {value, field}) end
  else
    local bucket, measure = string.match(field, '^.(%-?%d+)(%a)$')
    local start = tonumber(bucket) * widths[kind]
    if start <= at - longest[kind] then redis.call('HDEL', KEYS[1], field) end
    for _, window in ipairs(windows) do
      if window[4] == kind and start > at - window[2] then
        total[window[1]][measure] = total[window[1]][measure] + value
      end
    end
  end
end
for kind, list in pairs(seen) do
  table.sort(list, function(one, other) return one[1] > other[1] end)
  for place, entry in ipairs(list) do
    if place > ${MOST_DISTINCT + 1} then redis.call('HDEL', KEYS[1], entry[2])
    else
      for _, window in ipairs(windows) do
        if at - entry[1] < window[2] then total[window[1]][kind] = total[window[1]][kind] + 1 end
      end
    end
  end
end
local answer = {}
for _, window in ipairs(windows) do
  for _, measure in ipairs({'a', 'r', 'A', 'C', 's'}) do
    table.insert(answer, string.format('%.17g', total[window[1]][measure]))
  end
end
return answer`;

const ERASE = `return redis.call('DEL', KEYS[1])`;

/**
 * What lies under a name never changes its format: a new format gets a new number. The entity is the tag by
 * which a cluster chooses the master.
 */
const keyOf = (entity: string, id: string): string => `vrd:n1:{${entity}:${id}}`;

/**
 * Counters in Redis or Valkey, for all processes that decide, on a cluster too: a script touches the one key
 * of its entity. Who is erased stands in the lists of others for a day at the most: finding them would take a
 * walk over all keys.
 * @throws TypeError when the client is neither of node-redis nor of ioredis
 */
export function redisCounters(client: NodeRedisLike | IoredisLike): Counters {
  const { run } = bindRedis('redisCounters', client);
  return {
    async count({ entities, ...attempt }) {
      const tallies = Object.entries(entities).map(async ([entity, id]) => {
        const answer = await run(COUNT, keyOf(entity, id), wordsOf(attempt));
        return [entity, readTally(answer)] as const;
      });
      return Object.fromEntries(await Promise.all(tallies));
    },
    async erase(subject) {
      const given = Object.entries(subject).filter(([, id]) => id !== undefined);
      await Promise.all(given.map(([entity, id]) => run(ERASE, keyOf(entity, id), [])));
    },
  };
}

const wordsOf = ({ atMs, isRefused, amount, account, card }: Omit<CountedAttempt, 'entities'>) => [
  Math.floor(atMs),
  isRefused ? 1 : 0,
  amount,
  account ?? '',
  card ?? '',
];

/** Five numbers for each window, in the order of the script. @throws TypeError for anything else */
function readTally(answer: unknown): Tally {
  const numbers = Array.isArray(answer) ? answer.map(Number) : [];
  const isWhole = numbers.length === WINDOW_NAMES.length * MEASURE_NAMES.length;
  if (!isWhole || !numbers.every(Number.isFinite))
    throw new TypeError('redisCounters: Redis answered no counts');
  const tallies = WINDOW_NAMES.map((window, place) => {
    const own = numbers.slice(place * MEASURE_NAMES.length, (place + 1) * MEASURE_NAMES.length);
    return [window, Object.fromEntries(MEASURE_NAMES.map((measure, i) => [measure, own[i] ?? 0]))];
  });
  return Object.fromEntries(tallies) as Tally;
}
