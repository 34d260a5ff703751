import type { KeyLedger, Retired } from './ledger.ts';
import {
  after,
  checkShared,
  expiringTable,
  memberOf,
  type SqlClient,
  type SqlTableOptions,
  sweeping,
  tableName,
} from './sql-table.ts';

const TABLE = 'tellsign_key';
/** Expired rows that each writing takes along. */
const SWEEP = 2;
/** Rows that count one window, each for a twelfth of it. */
const SLICES = 12;

/**
 * What is known of device keys, in PostgreSQL or PGlite. The table comes from `ledgerTable`. Not through the order's transaction: a denial
 * must not be rolled back with an order.
 *
 * @throws TypeError for a wrong option
 */
export function sqlLedger(client: SqlClient, options: SqlTableOptions = {}): KeyLedger {
  checkShared('sqlLedger', client, options);
  const { table = TABLE } = options;
  const run = async (statement: string, ...values: readonly unknown[]) =>
    (await client.query(statement, [...values])).rows[0];
  const { find, retire, advance, bind, boundTo, rebind, count } = statements(tableName(table));
  return {
    async find(jkt) {
      return readEntry(await run(find, jkt), ['starts', 'successor']);
    },
    async retire(jkt, { from, successor = null }, ttlMs) {
      return readEntry(await run(retire, jkt, from, successor, ttlMs), ['was_starts', 'was_successor']);
    },
    async bind(sid, jkt, ttlMs) {
      return readText(await run(bind, `s.${sid}`, jkt, ttlMs), 'was_bound');
    },
    async boundTo(sid) {
      return readText(await run(boundTo, `s.${sid}`), 'bound');
    },
    async rebind(sid, jkt, ttlMs) {
      await run(rebind, `s.${sid}`, jkt, ttlMs);
    },
    async advance(jkt, ctr, ttlMs) {
      const before = memberOf(await run(advance, jkt, ctr, ttlMs), 'previous');
      if (typeof before !== 'number' && before !== null)
        throw new TypeError('sqlLedger: the counter was not answered');
      return before;
    },
    async count(jkt, windowMs) {
      const slice = Math.floor((Date.now() * SLICES) / windowMs);
      const names = Array.from({ length: SLICES }, (_, at) => `v.${jkt}.${slice - at}`);
      const sum = memberOf(await run(count, names[0], windowMs, names.slice(1)), 'sum');
      if (typeof sum !== 'number') throw new TypeError('sqlLedger: the count was not answered');
      return sum;
    },
  };
}

function readEntry(row: unknown, [starts, successor]: readonly [string, string]): Retired | null {
  const [from, next] = [memberOf(row, starts) ?? null, memberOf(row, successor)];
  if (from === null) return null;
  if (typeof from !== 'number') throw new TypeError('sqlLedger: the row has no time');
  return { from, ...(typeof next === 'string' && { successor: next }) };
}

function readText(row: unknown, column: string): string | null {
  const text = memberOf(row, column) ?? null;
  if (typeof text !== 'string' && text !== null) throw new TypeError('sqlLedger: the row has no key');
  return text;
}

/** One statement that makes the table of `sqlLedger`, unless it is there already. Numbers are float8, which every client gives as numbers. */
export const ledgerTable = (table = TABLE): string =>
  expiringTable(
    table,
    `key text PRIMARY KEY, starts float8, successor text, was_starts float8, was_successor text,
  bound text, was_bound text, ctr float8, previous float8`,
  );

/** A row that has expired counts as none, whoever comes to write it first. */
function statements(table: string) {
  const isAlive = 'known.expires > clock_timestamp()';
  const kept = (column: string) => `CASE WHEN ${isAlive} THEN known.${column} END`;
  const insert = `${sweeping(table, SWEEP)}INSERT INTO ${table} AS known`;
  return {
    find: `SELECT starts, successor FROM ${table} AS known WHERE key = $1 AND starts IS NOT NULL AND ${isAlive}`,
    retire: `${insert} (key, starts, successor, expires) VALUES ($1, $2, $3, ${after('$4')})
ON CONFLICT (key) DO UPDATE SET was_starts = ${kept('starts')}, was_successor = ${kept('successor')},
  starts = LEAST(${kept('starts')}, EXCLUDED.starts),
  successor = CASE WHEN ${isAlive} AND known.starts IS NOT NULL THEN known.successor ELSE EXCLUDED.successor END,
  ctr = ${kept('ctr')}, expires = GREATEST(known.expires, EXCLUDED.expires)
RETURNING was_starts, was_successor`,
    bind: `${insert} (key, bound, expires) VALUES ($1, $2, ${after('$3')})
ON CONFLICT (key) DO UPDATE SET was_bound = ${kept('bound')}, bound = COALESCE(${kept('bound')}, EXCLUDED.bound),
  expires = CASE WHEN ${isAlive} AND known.bound <> EXCLUDED.bound THEN known.expires ELSE EXCLUDED.expires END
RETURNING was_bound`,
    boundTo: `SELECT bound FROM ${table} AS known WHERE key = $1 AND ${isAlive}`,
    rebind: `${insert} (key, bound, expires) VALUES ($1, $2, ${after('$3')})
ON CONFLICT (key) DO UPDATE SET bound = EXCLUDED.bound, expires = EXCLUDED.expires`,
    count: `WITH counted AS (INSERT INTO ${table} AS known (key, ctr, expires) VALUES ($1, 1, ${after('$2')})
  ON CONFLICT (key) DO UPDATE SET ctr = ${kept('ctr')} + 1, expires = EXCLUDED.expires RETURNING ctr)
SELECT (SELECT ctr FROM counted) + COALESCE((SELECT sum(ctr) FROM ${table} WHERE key = ANY ($3::text[])), 0) AS sum`,
    advance: `${sweeping(table, SWEEP)}INSERT INTO ${table} AS known (key, ctr, expires) VALUES ($1, $2, ${after('$3')})
ON CONFLICT (key) DO UPDATE SET previous = CASE WHEN ${isAlive} THEN known.ctr END,
  ctr = CASE WHEN ${isAlive} THEN GREATEST(known.ctr, EXCLUDED.ctr) ELSE EXCLUDED.ctr END,
  starts = CASE WHEN ${isAlive} THEN known.starts END, successor = CASE WHEN ${isAlive} THEN known.successor END,
  expires = GREATEST(known.expires, EXCLUDED.expires)
RETURNING previous`,
  };
}
