import type { SqlClient } from '../../../server/stores/sql-table.ts';

const DAY_MS = 86_400_000;

/**
 * Tables that are partitioned by `at`, and for how many days each partition is. Chosen: what is many is cut
 * by weeks, so that 90 days of decisions are 14 tables; what is asked for an account, or kept for a year, by
 * four weeks, since each partition costs the planner time.
 */
export const PARTITIONED = {
  tellsign_decision: 7,
  tellsign_facts: 7,
  tellsign_sighting: 28,
  tellsign_label: 28,
  tellsign_stub: 28,
} as const;
export type Partitioned = keyof typeof PARTITIONED;

/** Partitions are made for so long ahead. Chosen: a site that misses a week's run loses nothing by it. */
const AHEAD_DAYS = 14;

/**
 * A change waits so long for open transactions, during which decisions queue behind it; what could not be
 * changed is left for the next run.
 */
const LOCK_TIMEOUT = '1s';
const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

/** $1 table. */
const LIST = `SELECT child.relname AS name FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
WHERE inhparent = to_regclass($1::text)`;

/**
 * Makes the partitions of the days to come. Rows for which none was made in time are in the table's `_rest`,
 * and are moved.
 */
export async function makePartitions(client: SqlClient, nowMs: number): Promise<void> {
  for (const [table, days] of Object.entries(PARTITIONED)) {
    const widthMs = days * DAY_MS;
    const untilMs = nowMs + AHEAD_DAYS * DAY_MS;
    const statements: string[] = [];
    for (let start = Math.floor(nowMs / widthMs) * widthMs; start <= untilMs; start += widthMs)
      statements.push(makePartition(table, start, start + widthMs));
    await unlessBusy(client, statements.join('\n'));
  }
}

/** Drops partitions in which everything is older. Those of decisions must have been emptied. */
export async function dropPartitions(client: SqlClient, table: Partitioned, beforeMs: number): Promise<void> {
  const { rows } = await client.query(LIST, [table]);
  for (const { name } of rows as readonly { readonly name: string }[]) {
    const endMs = endOf(name, table);
    if (endMs === null || endMs > beforeMs) continue;
    const isEmptied = table !== 'tellsign_decision';
    await unlessBusy(client, isEmptied ? `DROP TABLE ${name};` : dropEmpty(name));
  }
}

/** The first day is the name: `tellsign_decision_20261123`. */
const nameOf = (table: string, startMs: number): string =>
  `${table}_${new Date(startMs).toISOString().slice(0, 10).replaceAll('-', '')}`;

function endOf(name: string, table: Partitioned): number | null {
  const day = /_(\d{4})(\d\d)(\d\d)$/.exec(name);
  return day && Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])) + PARTITIONED[table] * DAY_MS;
}

const makePartition = (table: string, start: number, end: number): string => {
  const name = nameOf(table, start);
  return `
  PERFORM pg_advisory_xact_lock(hashtext('tellsign_partition'));
  IF to_regclass('${name}') IS NULL THEN
    CREATE TABLE ${name} (LIKE ${table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
    LOCK TABLE ${table}_rest IN ACCESS EXCLUSIVE MODE;
    WITH moved AS (DELETE FROM ${table}_rest WHERE at >= ${start} AND at < ${end} RETURNING *)
    INSERT INTO ${name} SELECT * FROM moved;
    ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM (${start}) TO (${end});
  END IF;`;
};

const dropEmpty = (name: string): string => `
  LOCK TABLE ${name} IN SHARE MODE;
  IF NOT EXISTS (SELECT FROM ${name}) THEN DROP TABLE ${name}; END IF;`;

async function unlessBusy(client: SqlClient, statements: string): Promise<void> {
  const block = `DO $$ BEGIN
  PERFORM set_config('lock_timeout', '${LOCK_TIMEOUT}', true);
  ${statements}
END $$`;
  try {
    await client.query(block);
  } catch (error) {
    const { code } = Object(error);
    if (code !== LOCK_NOT_AVAILABLE && code !== DEADLOCK) throw error;
  }
}
