import type { SqlClient } from '../../../server/stores/sql-table.ts';
import { type AuditEntry, type AuditRow, chain } from '../audit.ts';
import { APPEND_AUDIT, AUDIT, LAST_AUDIT } from './statements.ts';

/** Processes that write at once try again so often. Chosen: more than write an audit at once. */
const ATTEMPTS = 20;
/** Rows of one query. Chosen: some 100 kB. */
const PAGE = 500;

interface Row {
  readonly seq: number;
  readonly at: number;
  readonly by_whom: string;
  readonly what: string;
  readonly detail: string;
  readonly before: string;
  readonly hash: string;
}

/** Appends to the chain. @throws where others were faster again and again */
export async function appendAudit(client: SqlClient, entry: AuditEntry): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [last] = (await client.query(LAST_AUDIT)).rows as readonly Row[];
    const { seq, atMs, by, what, detail, before, hash } = await chain(last ? read(last) : null, entry);
    const { rows } = await client.query(APPEND_AUDIT, [seq, atMs, by, what, detail, before, hash]);
    if (rows.length > 0) return;
  }
  throw new Error('sqlRecords: the audit could not be written');
}

export async function* readAudit(client: SqlClient): AsyncGenerator<AuditRow> {
  for (let seq = 0; ; ) {
    const rows = (await client.query(AUDIT, [seq, PAGE])).rows as readonly Row[];
    for (const row of rows) yield read(row);
    const last = rows.at(-1);
    if (!last) return;
    seq = last.seq;
  }
}

const read = ({ seq, at, by_whom, what, detail, before, hash }: Row): AuditRow => ({
  seq,
  atMs: at,
  by: by_whom,
  what,
  detail,
  before,
  hash,
});
