import { IN_USE, type ReplayStore } from './replay.ts';
import { migration, type Table } from './sql-migration.ts';
import {
  after,
  checkClient,
  checkShared,
  memberOf,
  type SqlClient,
  type SqlTableOptions,
  sweeping,
  tableName,
} from './sql-table.ts';

export interface SqlReplayOptions extends SqlTableOptions {
  /**
   * The client is the order's own open transaction: a nonce is used if and only if that transaction is
   * committed. Then no use waits for another transaction, and `accept-degraded` is refused. @default false
   */
  readonly transaction?: boolean | undefined;
  /**
   * Expired rows that each use deletes, 0 for none. Each use adds one row, so that with two the table shrinks
   * to the live rows without a job of its own. @default 2
   */
  readonly sweep?: number | undefined;
}

const TABLE = 'tellsign_nonce';
/** Most rows that one use sweeps. Chosen: an order waits for the statement. */
const MAX_SWEEP = 1000;
/**
 * A row that blocks an insert and is gone when it is read was rolled back or swept in between. Chosen: twice
 * may be an accident.
 */
const ATTEMPTS = 3;
/** PostgreSQL's lock_not_available and serialization_failure: another transaction has the row. */
const CONTENDED = new Set<unknown>(['55P03', '40001']);

/**
 * Used nonces and idempotency keys in PostgreSQL, or in PGlite with the same statements. Given the order's
 * own open transaction, a nonce is used if and only if the order is committed: exactly once, the strongest
 * there is (§1.7). The table comes from `replayTable`.
 *
 * @throws TypeError for a wrong option
 * @example
 * await client.query('BEGIN');
 * const result = await verifierWith(sqlReplay(client, { transaction: true })).verify(token, request);
 * const isPaid = result.ok && result.level === 'low' && (await order(client, result.tx));
 * await client.query(isPaid ? 'COMMIT' : 'ROLLBACK');
 */
export function sqlReplay(client: SqlClient, options: SqlReplayOptions = {}): ReplayStore {
  const { sweep = 2, transaction = false, ...common } = options;
  checkShared('sqlReplay', client, common);
  const { table = TABLE } = common;
  if (!Number.isInteger(sweep) || sweep < 0 || sweep > MAX_SWEEP)
    throw new TypeError(`sqlReplay: sweep must be 0..${MAX_SWEEP}`);
  if (typeof transaction !== 'boolean') throw new TypeError('sqlReplay: transaction must be boolean');
  const { use, read } = statements(tableName(table), { sweep, transaction });

  async function find(key: string): Promise<string | null> {
    const { rows } = await client.query(read, [key]);
    return rows.length > 0 ? readValue(rows[0]) : null;
  }

  async function consume(key: string, value: string, ttlMs: number): Promise<string | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { rows } = await client.query(use, [key, value, ttlMs]);
      const outcome = memberOf(rows[0], 'outcome');
      if (outcome === 'fresh') return null;
      if (outcome === IN_USE) return IN_USE;
      // A statement of its own, because it must see what another transaction committed while the first one
      // waited for it.
      const before = await find(key);
      if (before !== null) return before;
    }
    throw new Error('sqlReplay: the row that held the nonce cannot be read');
  }

  return {
    isTransactional: transaction,
    find,
    consume: (key, value, ttlMs) =>
      consume(key, value, ttlMs).catch((error: unknown) => {
        if (transaction && CONTENDED.has(memberOf(error, 'code'))) return IN_USE;
        throw error;
      }),
  };
}

/** The table of `sqlReplay`, made or brought up to date; any number of processes may call it at once. */
export async function createReplayTable(
  client: SqlClient,
  { table }: Pick<SqlReplayOptions, 'table'> = {},
): Promise<void> {
  checkClient('createReplayTable', client);
  await client.query(replayTable(table));
}

/** One statement that makes the table of `sqlReplay` or brings it up to date. */
export const replayTable = (table = TABLE): string => migration([replaySchema(table)]);

export const replaySchema = (name = TABLE): Table => ({
  name,
  columns: 'key text PRIMARY KEY, value text NOT NULL',
});

/**
 * An insert waits for any transaction that has inserted the same key and is still open. So that nobody waits
 * for an order, an order first takes a lock that stands for the key and lasts as long as its transaction, or
 * sees that another order has it. Uses outside orders share the lock: they see that an order has the key, and
 * do not exclude one another.
 */
function statements(
  table: string,
  { sweep, transaction }: { readonly sweep: number; readonly transaction: boolean },
) {
  const tryLock = transaction ? 'pg_try_advisory_xact_lock' : 'pg_try_advisory_xact_lock_shared';
  const beginning = sweep > 0 ? `${sweeping(table, sweep)},` : 'WITH';
  return {
    use: `${beginning} turn AS MATERIALIZED (SELECT ${tryLock}(hashtextextended($1, 0)) AS ours),
used AS (INSERT INTO ${table} AS spent (key, value, expires)
  SELECT $1, $2, ${after('$3')} FROM turn WHERE ours
  ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires
  WHERE spent.expires <= clock_timestamp() RETURNING 1)
SELECT CASE WHEN NOT ours THEN '${IN_USE}'
  WHEN EXISTS (SELECT FROM used) THEN 'fresh' ELSE 'spent' END AS outcome FROM turn`,
    read: `SELECT value FROM ${table} WHERE key = $1 AND expires > clock_timestamp()`,
  };
}

function readValue(row: unknown): string {
  const value = memberOf(row, 'value');
  if (typeof value !== 'string') throw new TypeError('sqlReplay: the row has no value');
  return value;
}
