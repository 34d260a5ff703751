import type { Retired } from '../../src/server/stores/ledger.ts';
import type { SqlClient } from '../../src/server/stores/sql-table.ts';
import type { connectRedis } from './clients.ts';

/**
 * The stores of the first release (commit db33a6c), as far as a database sees them: its tables and its
 * statements, word for word. They run beside the stores of today in `releases.test.ts`.
 */
export interface FirstRelease {
  consume(key: string, value: string, ttlMs: number): Promise<string | null>;
  find(jkt: string): Promise<Retired | null>;
  retire(jkt: string, entry: Retired, ttlMs: number): Promise<void>;
  advance(jkt: string, ctr: number, ttlMs: number): Promise<number | null>;
  file(bands: readonly string[], entry: string, ttlMs: number): Promise<readonly string[]>;
}

export const FIRST_TABLES = [
  `DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('tellsign_nonce'));
  CREATE TABLE IF NOT EXISTS tellsign_nonce (key text PRIMARY KEY, value text NOT NULL,
    expires timestamptz NOT NULL);
  CREATE INDEX IF NOT EXISTS tellsign_nonce_expires ON tellsign_nonce (expires);
END $$`,
  `DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('tellsign_key'));
  CREATE TABLE IF NOT EXISTS tellsign_key (key text PRIMARY KEY, starts float8, successor text, ctr float8,
    previous float8, expires timestamptz NOT NULL);
  CREATE INDEX IF NOT EXISTS tellsign_key_expires ON tellsign_key (expires);
END $$`,
  `DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('tellsign_echo'));
  CREATE TABLE IF NOT EXISTS tellsign_echo (band text, entry text, PRIMARY KEY (band, entry),
    expires timestamptz NOT NULL);
  CREATE INDEX IF NOT EXISTS tellsign_echo_expires ON tellsign_echo (expires);
END $$`,
] as const;

const sweeping = (table: string) => `WITH swept AS (DELETE FROM ${table} WHERE key = ANY (ARRAY(
  SELECT key FROM ${table} WHERE expires <= clock_timestamp() AND key <> $1 ORDER BY expires LIMIT 2
  FOR UPDATE SKIP LOCKED)))`;
const after = (parameter: string) => `clock_timestamp() + ${parameter}::float8 * interval '1 millisecond'`;
const ALIVE = 'known.expires > clock_timestamp()';

const INSERT_NONCE = `${sweeping('tellsign_nonce')}
INSERT INTO tellsign_nonce AS spent (key, value, expires) VALUES ($1, $2, ${after('$3')})
ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires
WHERE spent.expires <= clock_timestamp() RETURNING 1 AS fresh`;
const RETIRE = `${sweeping('tellsign_key')}
INSERT INTO tellsign_key AS known (key, starts, successor, expires) VALUES ($1, $2, $3, ${after('$4')})
ON CONFLICT (key) DO UPDATE SET starts = EXCLUDED.starts, successor = EXCLUDED.successor,
  ctr = CASE WHEN ${ALIVE} THEN known.ctr END, expires = GREATEST(known.expires, EXCLUDED.expires)
WHERE known.starts IS NULL OR EXCLUDED.starts < known.starts OR NOT ${ALIVE}`;
const ADVANCE = `${sweeping('tellsign_key')}
INSERT INTO tellsign_key AS known (key, ctr, expires) VALUES ($1, $2, ${after('$3')})
ON CONFLICT (key) DO UPDATE SET previous = CASE WHEN ${ALIVE} THEN known.ctr END,
  ctr = CASE WHEN ${ALIVE} THEN GREATEST(known.ctr, EXCLUDED.ctr) ELSE EXCLUDED.ctr END,
  starts = CASE WHEN ${ALIVE} THEN known.starts END,
  successor = CASE WHEN ${ALIVE} THEN known.successor END,
  expires = GREATEST(known.expires, EXCLUDED.expires)
RETURNING previous`;
const FIND = `SELECT starts, successor FROM tellsign_key AS known
WHERE key = $1 AND starts IS NOT NULL AND ${ALIVE}`;
const FILE = `WITH filed AS (INSERT INTO tellsign_echo (band, entry, expires)
  SELECT band, $2, ${after('$3')} FROM unnest($1::text[]) AS band
  ON CONFLICT (band, entry) DO UPDATE SET expires = EXCLUDED.expires)
SELECT DISTINCT seen.entry FROM unnest($1::text[]) AS wanted, LATERAL (
  SELECT entry FROM tellsign_echo WHERE band = wanted AND expires > clock_timestamp()
  ORDER BY expires DESC LIMIT 32) AS seen`;

interface Row {
  readonly value: string;
  readonly starts: number;
  readonly successor: string | null;
  readonly previous: number | null;
  readonly entry: string;
}

export function firstSql(client: SqlClient): FirstRelease {
  const query = async (text: string, ...values: unknown[]) =>
    (await client.query(text, values)).rows as Row[];
  return {
    async consume(key, value, ttlMs) {
      if ((await query(INSERT_NONCE, key, value, ttlMs)).length > 0) return null;
      const [row] = await query('SELECT value FROM tellsign_nonce WHERE key = $1', key);
      return row!.value;
    },
    async find(jkt) {
      const [row] = await query(FIND, jkt);
      return row ? { from: row.starts, ...(row.successor !== null && { successor: row.successor }) } : null;
    },
    async retire(jkt, { from, successor = null }, ttlMs) {
      await query(RETIRE, jkt, from, successor, ttlMs);
    },
    async advance(jkt, ctr, ttlMs) {
      const [row] = await query(ADVANCE, jkt, ctr, ttlMs);
      return row!.previous;
    },
    async file(bands, entry, ttlMs) {
      return (await query(FILE, bands, entry, ttlMs)).map((row) => row.entry);
    },
  };
}

const REDIS_RETIRE = `local old = redis.call('GET', KEYS[1])
if not old or tonumber(ARGV[1]) < tonumber(string.match(old, '^%d+')) then
  redis.call('SET', KEYS[1], ARGV[1] .. '.' .. ARGV[2], 'PX', ARGV[3])
end`;
const REDIS_ADVANCE = `local old = redis.call('GET', KEYS[1])
local ctr = ARGV[1]
if old and tonumber(old) > tonumber(ctr) then ctr = old end
redis.call('SET', KEYS[1], ctr, 'PX', ARGV[2])
return old`;
const REDIS_FILE = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local seen = redis.call('ZRANGE', KEYS[1], 0, -1)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return seen`;

export function firstRedis(client: Awaited<ReturnType<typeof connectRedis>>): FirstRelease {
  const run = (script: string, key: string, ...words: (string | number)[]) =>
    client.eval(script, { keys: [key], arguments: words.map(String) });
  return {
    consume: (key, value, ttlMs) => client.set(key, value, { NX: true, PX: ttlMs, GET: true }),
    async find(jkt) {
      const entry = await client.get(`vrd:k:${jkt}`);
      const [, from, successor] = /^(\d+)\.([\w-]*)$/.exec(entry ?? '') ?? [];
      return entry === null ? null : { from: Number(from), ...(successor && { successor }) };
    },
    async retire(jkt, { from, successor = '' }, ttlMs) {
      await run(REDIS_RETIRE, `vrd:k:${jkt}`, from, successor, ttlMs);
    },
    async advance(jkt, ctr, ttlMs) {
      const before = (await run(REDIS_ADVANCE, `vrd:c:${jkt}`, ctr, ttlMs)) as string | null;
      return before === null ? null : Number(before);
    },
    async file(bands, entry, ttlMs) {
      const found = await Promise.all(
        bands.map((band) => run(REDIS_FILE, `vrd:e:${band}`, entry, ttlMs, 32)),
      );
      return [...new Set(found.flat() as string[])];
    },
  };
}
