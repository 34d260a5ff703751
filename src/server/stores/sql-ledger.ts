import type { KeyLedger } from './ledger.ts';
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

/**
 * What is known of device keys, in PostgreSQL or PGlite. The table comes from `ledgerTable`. Not through the order's transaction: a denial
 * must not be rolled back with an order.
 *
 * @throws TypeError for a wrong option
 */
export function sqlLedger(client: SqlClient, options: SqlTableOptions = {}): KeyLedger {
  checkShared('sqlLedger', client, options);
  const { table = TABLE } = options;
  const { find, retire, advance } = statements(tableName(table));
  return {
    async find(jkt) {
      const { rows } = await client.query(find, [jkt]);
      if (rows.length === 0) return null;
      const [from, successor] = [memberOf(rows[0], 'starts'), memberOf(rows[0], 'successor')];
      if (typeof from !== 'number') throw new TypeError('sqlLedger: the row has no time');
      return { from, ...(typeof successor === 'string' && { successor }) };
    },
    async retire(jkt, { from, successor = null }, ttlMs) {
      await client.query(retire, [jkt, from, successor, ttlMs]);
    },
    async advance(jkt, ctr, ttlMs) {
      const { rows } = await client.query(advance, [jkt, ctr, ttlMs]);
      const before = memberOf(rows[0], 'previous');
      if (typeof before !== 'number' && before !== null)
        throw new TypeError('sqlLedger: the counter was not answered');
      return before;
    },
  };
}

/** One statement that makes the table of `sqlLedger`, unless it is there already. Numbers are float8, which every client gives as numbers. */
export const ledgerTable = (table = TABLE): string =>
  expiringTable(table, 'key text PRIMARY KEY, starts float8, successor text, ctr float8, previous float8');

/** A row that has expired counts as none, whoever comes to write it first. */
function statements(table: string) {
  const isAlive = 'known.expires > clock_timestamp()';
  return {
    find: `SELECT starts, successor FROM ${table} AS known WHERE key = $1 AND starts IS NOT NULL AND ${isAlive}`,
    retire: `${sweeping(table, SWEEP)}INSERT INTO ${table} AS known (key, starts, successor, expires) VALUES ($1, $2, $3, ${after('$4')})
ON CONFLICT (key) DO UPDATE SET starts = EXCLUDED.starts, successor = EXCLUDED.successor,
  ctr = CASE WHEN ${isAlive} THEN known.ctr END, expires = GREATEST(known.expires, EXCLUDED.expires)
WHERE known.starts IS NULL OR EXCLUDED.starts < known.starts OR NOT ${isAlive}`,
    advance: `${sweeping(table, SWEEP)}INSERT INTO ${table} AS known (key, ctr, expires) VALUES ($1, $2, ${after('$3')})
ON CONFLICT (key) DO UPDATE SET previous = CASE WHEN ${isAlive} THEN known.ctr END,
  ctr = CASE WHEN ${isAlive} THEN GREATEST(known.ctr, EXCLUDED.ctr) ELSE EXCLUDED.ctr END,
  starts = CASE WHEN ${isAlive} THEN known.starts END, successor = CASE WHEN ${isAlive} THEN known.successor END,
  expires = GREATEST(known.expires, EXCLUDED.expires)
RETURNING previous`,
  };
}
