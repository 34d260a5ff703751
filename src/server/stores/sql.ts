import type { ReplayStore } from '../replay.ts';
import { checkSingleProcess } from '../single-process.ts';

/** What runs a statement with `$1`-parameters: a Pool, Client or transaction of `pg`, a PGlite or its transaction, and their like. */
export interface SqlClient {
  query(text: string, parameters?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

export interface SqlReplayOptions {
  /** Name of the table, with its schema if need be. @default 'tellsign_nonce' */
  readonly table?: string;
  /** Expired rows that each fresh nonce takes along: two, so that the table shrinks to what is live without a job. 0: none. @default 2 */
  readonly sweep?: number;
  /** For PGlite: must be true, and says that this process is the only one that has the data. */
  readonly allowSingleProcess?: boolean;
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
  checkClient('sqlReplay', client);
  if (isPglite(client)) checkSingleProcess('sqlReplay with PGlite', options.allowSingleProcess);
  const { sweep = 2 } = options;
  if (!Number.isInteger(sweep) || sweep < 0 || sweep > MAX_SWEEP)
    throw new TypeError(`sqlReplay: sweep must be 0..${MAX_SWEEP}`);
  const { insert, select } = statements(tableName(options.table), sweep);
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

/**
 * One statement that makes the table and its index, for a migration. `IF NOT EXISTS` alone fails when two make the table at once, so they
 * queue.
 */
export function replayTable(table?: string): string {
  const name = tableName(table);
  return `DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('${name}'));
  CREATE TABLE IF NOT EXISTS ${name} (key text PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
  CREATE INDEX IF NOT EXISTS ${name.replace('.', '_')}_expires ON ${name} (expires);
END $$`;
}

/**
 * `clock_timestamp()`, because `now()` stands still at the start of the order's transaction. Rows of this very key are never swept: one
 * statement must not delete what it also updates. `ARRAY` has the rows to sweep chosen once; as a plain subquery the planner may do so more
 * often and take more than its limit.
 */
function statements(table: string, sweep: number) {
  const swept = `WITH swept AS (DELETE FROM ${table} WHERE key = ANY (ARRAY(
  SELECT key FROM ${table} WHERE expires <= clock_timestamp() AND key <> $1 ORDER BY expires LIMIT ${sweep} FOR UPDATE SKIP LOCKED)))
`;
  return {
    insert: `${sweep > 0 ? swept : ''}INSERT INTO ${table} AS spent (key, value, expires)
VALUES ($1, $2, clock_timestamp() + $3::float8 * interval '1 millisecond')
ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires WHERE spent.expires <= clock_timestamp()
RETURNING 1 AS fresh`,
    select: `SELECT value FROM ${table} WHERE key = $1`,
  };
}

function readValue(row: unknown): string {
  const value = typeof row === 'object' && row !== null && 'value' in row ? row.value : undefined;
  if (typeof value !== 'string') throw new TypeError('sqlReplay: the row has no value');
  return value;
}

/** Names are put into statements as they are; only the plainest are taken. */
function tableName(table: unknown = TABLE): string {
  if (typeof table !== 'string' || !/^([a-z_][a-z0-9_]{0,40}\.)?[a-z_][a-z0-9_]{0,40}$/.test(table))
    throw new TypeError('sqlReplay: table must be a plain lower-case name');
  return table;
}

function checkClient(where: string, client: Partial<SqlClient> | null | undefined): void {
  if (typeof client?.query !== 'function') throw new TypeError(`${where}: client must have a query method`);
}

const isPglite = (client: SqlClient): boolean => 'execProtocolRaw' in client;
