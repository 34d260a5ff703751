import { sha256 } from '../../server/jws/hash.ts';
import { encodeBase64url } from '../../wire/base64url.ts';

/** Something that somebody did: a publication, a label, an erasure. */
export interface AuditEntry {
  readonly atMs: number;
  readonly by: string;
  readonly what: string;
  /** JSON text, without personal data. */
  readonly detail: string;
}

/** An entry in the chain: each row carries the hash of the one before and its own. */
export interface AuditRow extends AuditEntry {
  /** From 1 on, without a gap. */
  readonly seq: number;
  readonly before: string;
  readonly hash: string;
}

/** Which rows are read. */
export interface AuditRange {
  /** Number of the first one. @default whatever row is the first */
  readonly fromSeq?: number | undefined;
  /** Most rows. @default all of them */
  readonly limit?: number | undefined;
}

/** What stands before the first row. */
const START = '';

/** The row that follows `last`. */
export async function chain(last: AuditRow | null, entry: AuditEntry): Promise<AuditRow> {
  const { atMs, by, what, detail } = entry;
  const link = { seq: (last?.seq ?? 0) + 1, before: last?.hash ?? START };
  const row = { atMs, by, what, detail, ...link };
  return { ...row, hash: await hashOf(row) };
}

/**
 * Number of the first row that is not what was written, that is missing or out of place; null where all is
 * well.
 */
export async function findBroken(rows: Iterable<AuditRow> | AsyncIterable<AuditRow>): Promise<number | null> {
  let last: AuditRow | null = null;
  for await (const row of rows) {
    const expected: AuditRow = await chain(last, row);
    if (row.seq !== expected.seq || row.before !== expected.before || row.hash !== expected.hash)
      return expected.seq;
    last = row;
  }
  return null;
}

async function hashOf({ seq, atMs, by, what, detail, before }: Omit<AuditRow, 'hash'>): Promise<string> {
  const text = JSON.stringify([seq, atMs, by, what, detail, before]);
  return encodeBase64url(await sha256(Uint8Array.from(new TextEncoder().encode(text))));
}
