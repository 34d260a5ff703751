import { tableName } from './sql-table.ts';

/** A table of rows that expire, and how it came to be. */
export interface Table {
  readonly name: string;
  /** Columns of the first release. */
  readonly columns: string;
  /**
   * Columns that came later, with their types. They may be null, so that the releases before them write rows,
   * too.
   */
  readonly added?: Readonly<Record<string, string>>;
}

/**
 * Chosen: a change waits this long for open orders, during which new ones queue behind it; a checkout waits
 * no longer.
 */
const LOCK_TIMEOUT = '3s';

/**
 * One statement that makes tables, or brings them up to date from any release, for PostgreSQL and PGlite. It
 * asks the catalogue first and changes nothing that is there already, so it takes no lock on an up-to-date
 * table and needs no right to change it. Any number of processes may run it at once.
 *
 * A release only adds nullable columns. It never renames, drops or reinterprets one: the release before runs
 * beside it.
 */
export function migration(tables: readonly Table[]): string {
  // A DO block, because a client that prepares its statements takes one at a time.
  return `DO $$ BEGIN\n${tables.map(statementsFor).join('\n')}\nEND $$`;
}

function statementsFor({ name, columns, added = {} }: Table): string {
  const table = tableName(name);
  const adding = Object.entries(added).map(
    ([column, type]) => `IF NOT EXISTS (SELECT FROM pg_attribute
    WHERE attrelid = to_regclass('${table}') AND attname = '${column}' AND NOT attisdropped) THEN
    PERFORM set_config('lock_timeout', '${LOCK_TIMEOUT}', true);
    ALTER TABLE ${table} ADD COLUMN ${column} ${type};
  END IF;`,
  );
  // Two that create one table at once would fail, so they queue.
  return `  PERFORM pg_advisory_xact_lock(hashtext('${table}'));
  IF to_regclass('${table}') IS NULL THEN
    CREATE TABLE ${table} (${columns}, expires timestamptz NOT NULL);
    CREATE INDEX ${table.replace('.', '_')}_expires ON ${table} (expires);
  END IF;
  ${adding.join('\n  ')}`;
}
