import { type KeyLedger, type Retired, SLICES } from './ledger.ts';
import { migration, type Table } from './sql-migration.ts';
import {
  after,
  checkShared,
  memberOf,
  type SqlClient,
  type SqlTableOptions,
  sweeping,
  tableName,
} from './sql-table.ts';

const TABLE = 'tellsign_key';
/** Expired rows that each write deletes. A write adds one row at most, so that with two the table shrinks. */
const SWEEP = 2;

/**
 * What is known of device keys and sessions, in PostgreSQL or PGlite. The table comes from `ledgerTable`. Do
 * not give it the order's transaction: a denial must not be rolled back with an order.
 *
 * @throws TypeError for a wrong option
 */
export function sqlLedger(client: SqlClient, options: SqlTableOptions = {}): KeyLedger {
  checkShared('sqlLedger', client, options);
  const { table = TABLE } = options;
  const { find, retire, advance, bind, boundTo, rebind, count, erase } = statements(tableName(table));
  const ask = async (statement: string, ...values: readonly unknown[]) =>
    (await client.query(statement, [...values])).rows[0];
  /** A statement that writes answers with one row in any case. */
  async function write(statement: string, ...values: readonly unknown[]): Promise<unknown> {
    const row = await ask(statement, ...values);
    if (row === undefined) throw new TypeError('sqlLedger: the database answered no row');
    return row;
  }
  return {
    async find(jkt) {
      return readEntry(await ask(find, jkt));
    },
    async retire(jkt, { from, successor = null }, ttlMs) {
      return readEntry(await write(retire, jkt, from, successor, ttlMs));
    },
    async bind(sid, jkt, ttlMs) {
      return readText(await write(bind, nameOf('session', sid), jkt, ttlMs), 'was_bound');
    },
    async boundTo(sid) {
      return readText(await ask(boundTo, nameOf('session', sid)), 'bound');
    },
    async rebind(sid, jkt, ttlMs) {
      await write(rebind, nameOf('session', sid), jkt, ttlMs);
    },
    async advance(jkt, ctr, ttlMs) {
      return readNumber(await write(advance, jkt, ctr, ttlMs), 'previous');
    },
    async count(jkt, windowMs) {
      const sum = readNumber(await write(count, nameOf('verdicts', jkt), windowMs), 'sum');
      if (sum === null) throw new TypeError('sqlLedger: the count was not answered');
      return sum;
    },
    async erase(jkt) {
      await client.query(erase, [jkt, nameOf('verdicts', jkt)]);
    },
  };
}

/** Rows of sessions and of counts lie beside those of keys, whose thumbprints have no dot. */
const nameOf = (kind: 'session' | 'verdicts', id: string): string =>
  `${kind === 'session' ? 's' : 'v'}.${id}`;

/** One statement that makes the table of `sqlLedger` or brings it up to date. */
export const ledgerTable = (table = TABLE): string => migration([ledgerSchema(table)]);

/**
 * Numbers are float8, which every client gives as numbers. `was_…` is what stood there before the last
 * writing.
 */
export const ledgerSchema = (name = TABLE): Table => ({
  name,
  columns: 'key text PRIMARY KEY, starts float8, successor text, ctr float8, previous float8',
  added: { was_starts: 'float8', was_successor: 'text', heir: 'text', bound: 'text', was_bound: 'text' },
});

/**
 * A row that has expired counts as none. `heir` is the successor once more, out of reach of processes of the
 * first release: they forget the successor when they revoke.
 */
function statements(table: string) {
  const isAlive = 'known.expires > clock_timestamp()';
  const kept = (column: string) => `CASE WHEN ${isAlive} THEN known.${column} END`;
  const insert = `${sweeping(table, SWEEP)} INSERT INTO ${table} AS known`;
  const isKnown = `${isAlive} AND known.starts IS NOT NULL`;
  const longer = 'expires = GREATEST(known.expires, EXCLUDED.expires)';
  return {
    find: `SELECT starts AS was_starts, successor AS was_successor FROM ${table} AS known
WHERE key = $1 AND ${isKnown}`,
    retire: `${insert} (key, starts, successor, heir, expires) VALUES ($1, $2, $3, $3, ${after('$4')})
ON CONFLICT (key) DO UPDATE SET was_starts = ${kept('starts')},
  was_successor = CASE WHEN ${isKnown} THEN COALESCE(known.successor, known.heir) END,
  starts = LEAST(${kept('starts')}, EXCLUDED.starts),
  successor = CASE WHEN ${isKnown} THEN known.successor ELSE EXCLUDED.successor END,
  heir = CASE WHEN ${isKnown} THEN COALESCE(known.heir, known.successor) ELSE EXCLUDED.heir END,
  ctr = ${kept('ctr')}, ${longer}
RETURNING was_starts, was_successor`,
    bind: `${insert} (key, bound, expires) VALUES ($1, $2, ${after('$3')})
ON CONFLICT (key) DO UPDATE SET was_bound = ${kept('bound')},
  bound = COALESCE(${kept('bound')}, EXCLUDED.bound),
  expires = CASE WHEN ${isAlive} AND known.bound <> EXCLUDED.bound
    THEN known.expires ELSE EXCLUDED.expires END
RETURNING was_bound`,
    boundTo: `SELECT bound FROM ${table} AS known WHERE key = $1 AND ${isAlive}`,
    rebind: `${insert} (key, bound, expires) VALUES ($1, $2, ${after('$3')})
ON CONFLICT (key) DO UPDATE SET bound = EXCLUDED.bound, expires = EXCLUDED.expires
RETURNING bound`,
    advance: `${insert} (key, ctr, expires) VALUES ($1, $2, ${after('$3')})
ON CONFLICT (key) DO UPDATE SET previous = ${kept('ctr')}, ctr = GREATEST(${kept('ctr')}, EXCLUDED.ctr),
  starts = ${kept('starts')}, successor = ${kept('successor')}, heir = ${kept('heir')}, ${longer}
RETURNING previous`,
    // A row that denies the key stays, without its counter. `was_bound` is news of this key elsewhere.
    erase: `WITH gone AS (DELETE FROM ${table} AS known
  WHERE bound = $1 OR starts_with(key, $2 || '.') OR (key = $1 AND starts IS NULL)),
forgotten AS (UPDATE ${table} SET was_bound = NULL WHERE was_bound = $1 AND bound IS DISTINCT FROM $1)
UPDATE ${table} SET ctr = NULL, previous = NULL WHERE key = $1 AND starts IS NOT NULL`,
    // A row for each slice of the window, by the database's clock. The current row is read from what was
    // written.
    count: `${sweeping(table, SWEEP)}, moment AS MATERIALIZED (
  SELECT floor(extract(epoch FROM clock_timestamp()) * 1000 * ${SLICES} / $2::float8)::bigint AS slice),
counted AS (INSERT INTO ${table} AS known (key, ctr, expires)
  SELECT $1 || '.' || slice, 1, ${after('$2')} FROM moment
  ON CONFLICT (key) DO UPDATE SET ctr = COALESCE(${kept('ctr')}, 0) + 1, expires = EXCLUDED.expires
  RETURNING ctr)
SELECT (SELECT ctr FROM counted) + COALESCE((SELECT sum(ctr) FROM ${table}, moment
  WHERE key = ANY (SELECT $1 || '.' || slice - age FROM generate_series(1, ${SLICES - 1}) AS age)
  AND expires > clock_timestamp()), 0) AS sum`,
  };
}

function readEntry(row: unknown): Retired | null {
  const from = readNumber(row, 'was_starts');
  const successor = readText(row, 'was_successor');
  return from === null ? null : { from, ...(successor !== null && { successor }) };
}

function readText(row: unknown, column: string): string | null {
  const text = memberOf(row, column) ?? null;
  if (typeof text !== 'string' && text !== null) throw new TypeError('sqlLedger: the row has no text');
  return text;
}

function readNumber(row: unknown, column: string): number | null {
  const number = memberOf(row, column) ?? null;
  if (typeof number !== 'number' && number !== null) throw new TypeError('sqlLedger: the row has no number');
  return number;
}
