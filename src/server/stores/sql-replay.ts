import type { ReplayStore } from './replay.ts';
import {
  after,
  checkClient,
  checkShared,
  expiringTable,
  memberOf,
  type SqlClient,
  type SqlTableOptions,
  sweeping,
  tableName,
} from './sql-table.ts';

export interface SqlReplayOptions extends SqlTableOptions {
  /** Expired rows that each fresh nonce takes along: two, so that the table shrinks to what is live without a job. 0: none. @default 2 */
  readonly sweep?: number;
}

const TABLE = 'tellsign_nonce';
const MAX_SWEEP = 1000;
/** A row that blocks an insert and is gone when it is read was rolled back or swept meanwhile; more than twice in a row is no accident. */
const ATTEMPTS = 3;

/**
 * Spent nonces in PostgreSQL, or in PGlite with the same statements. Given the order's own open transaction, the nonce is spent if and
 * only if the order is committed – exactly once, the strongest there is (§1.7). The table comes from `createReplayTable`.
 *
 * @throws TypeError for a wrong option
 * @example
 * await client.query('BEGIN');
 * const result = await verifierWith(sqlReplay(client)).verify(token, request);
 * await client.query(result.ok ? 'COMMIT' : 'ROLLBACK');
 */
export function sqlReplay(client: SqlClient, options: SqlReplayOptions = {}): ReplayStore {
  checkShared('sqlReplay', client, options);
  const { table = TABLE, sweep = 2 } = options;
  if (!Number.isInteger(sweep) || sweep < 0 || sweep > MAX_SWEEP)
    throw new TypeError(`sqlReplay: sweep must be 0..${MAX_SWEEP}`);
  const { insert, select } = statements(tableName(table), sweep);
  return {
    async consume(key, value, ttlMs) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const inserted = await client.query(insert, [key, value, ttlMs]);
        if (inserted.rows.length > 0) return null;
        // A statement of its own, because it must see what another transaction committed while the insert waited for it.
        const { rows } = await client.query(select, [key]);
        if (rows.length > 0) return readValue(rows[0]);
      }
      throw new Error('sqlReplay: the row that held the nonce cannot be read');
    },
  };
}

/** The table of `sqlReplay`, unless it is there already; any number of processes may call it at once. */
export async function createReplayTable(
  client: SqlClient,
  { table }: Pick<SqlReplayOptions, 'table'> = {},
): Promise<void> {
  checkClient('createReplayTable', client);
  await client.query(replayTable(table));
}

/** One statement that makes the table of `sqlReplay`, for a migration. */
export const replayTable = (table = TABLE): string =>
  expiringTable(table, 'key text PRIMARY KEY, value text NOT NULL');

function statements(table: string, sweep: number) {
  return {
    insert: `${sweep > 0 ? sweeping(table, sweep) : ''}INSERT INTO ${table} AS spent (key, value, expires) VALUES ($1, $2, ${after('$3')})
ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires WHERE spent.expires <= clock_timestamp()
RETURNING 1 AS fresh`,
    select: `SELECT value FROM ${table} WHERE key = $1`,
  };
}

function readValue(row: unknown): string {
  const value = memberOf(row, 'value');
  if (typeof value !== 'string') throw new TypeError('sqlReplay: the row has no value');
  return value;
}
