import { checkKnown } from '../known-options.ts';
import { checkSingleProcess } from './single-process.ts';

/**
 * What runs a statement with `$1`-parameters: a Pool, Client or transaction of `pg`, a PGlite or its
 * transaction.
 */
export interface SqlClient {
  query(text: string, parameters?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

export interface SqlTableOptions {
  /** Name of the table, with its schema if need be. @default that of the store */
  readonly table?: string | undefined;
  /** For PGlite: must be true, and says that this process is the only one that has the data. */
  readonly allowSingleProcess?: boolean | undefined;
}

/** @throws TypeError naming the caller */
export function checkClient(where: string, client: Partial<SqlClient> | null | undefined): void {
  if (typeof client?.query !== 'function') throw new TypeError(`${where}: client must have a query method`);
}

/**
 * @throws TypeError for options that a store does not have, and for a PGlite whose data another process could
 *   have, too
 */
export function checkShared(where: string, client: SqlClient, options: SqlTableOptions): void {
  checkClient(where, client);
  checkKnown(options, { table: true, allowSingleProcess: true });
  if ('execProtocolRaw' in client) checkSingleProcess(`${where} with PGlite`, options.allowSingleProcess);
}

/** Names become part of statements, so only the plainest are accepted. @throws TypeError for any other */
export function tableName(table: unknown): string {
  if (typeof table !== 'string' || !/^([a-z_][a-z0-9_]{0,40}\.)?[a-z_][a-z0-9_]{0,40}$/.test(table))
    throw new TypeError('table must be a plain lower-case name');
  return table;
}

/**
 * The beginning of a statement that also deletes expired rows, except those of the key `$1`: one statement
 * must not delete what it updates. With `ARRAY` the rows are chosen once; in a plain subquery the planner may
 * choose them repeatedly and delete more than the limit.
 */
export const sweeping = (
  table: string,
  rows: number,
): string => `WITH swept AS (DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM ${table} WHERE expires <= clock_timestamp() AND key <> $1
  ORDER BY expires LIMIT ${rows} FOR UPDATE SKIP LOCKED)))`;

/**
 * When a row written now with `$n` milliseconds to live ends. `now()` would stand still while the order's
 * transaction is open.
 */
export const after = (parameter: string): string =>
  `clock_timestamp() + ${parameter}::float8 * interval '1 millisecond'`;

/** A member of a row that a client gave, whatever it is. */
export const memberOf = (row: unknown, name: string): unknown =>
  typeof row === 'object' && row !== null ? (row as Readonly<Record<string, unknown>>)[name] : undefined;
