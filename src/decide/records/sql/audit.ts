import type { SqlClient } from '../../../server/stores/sql-table.ts';
import { type AuditEntry, type AuditRange, type AuditRow, chain } from '../audit.ts';

/**
 * Processes that write at once try again so often. Each time one of them comes through. Chosen: more than
 * write an audit at once.
 */
const ATTEMPTS = 50;
/** Rows of one query. Chosen: some 100 kB. */
const PAGE = 500;
/** What PostgreSQL says where a row is there already, where two wait for each other, and of `EXPECTED`. */
const RETRIED: ReadonlySet<unknown> = new Set(['23505', '40P01', '40001', '22012']);

/** The columns of a row, as the database gives them. */
export interface AuditColumns {
  readonly seq: number;
  readonly at: number;
  readonly by_whom: string;
  readonly what: string;
  readonly detail: string;
  readonly before: string;
  readonly hash: string;
}

/** The last row as JSON, for a statement that reads more. */
export const LAST_AUDIT = 'SELECT to_jsonb(audit) FROM tellsign_audit AS audit ORDER BY seq DESC LIMIT 1';

/**
 * $1 to $7: the row. It fails where another process has written this number, and with it the statement it is
 * a part of: what is audited and its row are written together or not at all.
 */
export const INSERT_AUDIT = `INSERT INTO tellsign_audit (seq, at, by_whom, what, detail, before, hash)
  VALUES ($1::float8, $2::float8, $3::text, $4::text, $5::text, $6::text, $7::text)`;

/** $1 number of the last row that was given, $2 how many more. */
const AUDIT = 'SELECT * FROM tellsign_audit WHERE seq > $1::float8 ORDER BY seq LIMIT $2::int';

/** The values of `INSERT_AUDIT` for the row after `last`. */
export async function nextRow(last: AuditColumns | null, entry: AuditEntry): Promise<readonly unknown[]> {
  const { seq, atMs, by, what, detail, before, hash } = await chain(last && read(last), entry);
  return [seq, atMs, by, what, detail, before, hash];
}

/** Tries again what failed because another process was faster. @throws where that happens again and again */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRIED.has(Object(error).code)) throw error;
    }
  }
}

/** Appends to the chain. */
export function appendAudit(client: SqlClient, entry: AuditEntry): Promise<void> {
  return retrying(async () => {
    await client.query(INSERT_AUDIT, [...(await nextRow(await readLast(client), entry))]);
  });
}

/** The last row; null where there is none. */
export async function readLast(client: SqlClient): Promise<AuditColumns | null> {
  const [row] = (await client.query(`SELECT (${LAST_AUDIT}) AS last`)).rows as readonly Last[];
  return row?.last ?? null;
}

export interface Last {
  readonly last: AuditColumns | null;
}

/** From before the first number on: a row that somebody put in front is read, and breaks the chain. */
export async function* readAudit(
  client: SqlClient,
  { fromSeq = Number.NEGATIVE_INFINITY, limit = Number.POSITIVE_INFINITY }: AuditRange = {},
): AsyncGenerator<AuditRow> {
  let after = fromSeq - 1;
  for (let left = limit; left > 0; ) {
    const rows = (await client.query(AUDIT, [after, Math.min(PAGE, left)])).rows as readonly AuditColumns[];
    for (const row of rows) yield read(row);
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
    left -= rows.length;
  }
}

export async function readLastRow(client: SqlClient): Promise<AuditRow | null> {
  const last = await readLast(client);
  return last && read(last);
}

const read = ({ seq, at, by_whom, what, detail, before, hash }: AuditColumns): AuditRow => ({
  seq,
  atMs: at,
  by: by_whom,
  what,
  detail,
  before,
  hash,
});
