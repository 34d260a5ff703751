import type { SqlClient } from '../../../server/stores/sql-table.ts';
import { auditOfDenial, type Deniable, type Denial, type Denials, isStill } from '../denials.ts';
import { INSERT_AUDIT, nextRow, readLast, retrying } from './audit.ts';

/** $1 to $7 the audit's row, $8 kind, $9 name, $10 case, $11 who, $12 at, $13 until, $14 who agreed. */
const PUT = `WITH audited AS (${INSERT_AUDIT})
INSERT INTO tellsign_denied (kind, name, case_id, by_whom, at, until, confirmed_by)
VALUES ($8::text, $9::text, $10::text, $11::text, $12::float8, $13::float8, $14::text)
ON CONFLICT (kind, name) DO UPDATE SET case_id = EXCLUDED.case_id, by_whom = EXCLUDED.by_whom,
  at = EXCLUDED.at, until = EXCLUDED.until, confirmed_by = EXCLUDED.confirmed_by`;

/** $1 kind, $2 name. */
const FIND = 'SELECT * FROM tellsign_denied WHERE kind = $1::text AND name = $2::text';

/** $1 to $7 the audit's row, $8 kind, $9 name. */
const REMOVE = `WITH audited AS (${INSERT_AUDIT})
DELETE FROM tellsign_denied WHERE kind = $8::text AND name = $9::text`;

/** Rows of these names. */
export const deniedBy = (names: { readonly [Kind in Deniable]: string }): string =>
  `(kind, name) IN (('key', ${names.key}::text), ('account', ${names.account}::text),
    ('card', ${names.card}::text))`;

/** $1 key, $2 account, $3 card, $4 now. */
const OF_NAMES = `SELECT * FROM tellsign_denied
WHERE ${deniedBy({ key: '$1', account: '$2', card: '$3' })} AND until > $4::float8`;

/** $1 now, $2 rows before, $3 rows. One row in any case. */
const PAGE = `SELECT (SELECT count(*)::int FROM tellsign_denied WHERE until > $1::float8) AS total,
  (SELECT jsonb_agg(to_jsonb(one) ORDER BY at DESC, name) FROM (
    SELECT * FROM tellsign_denied WHERE until > $1::float8
    ORDER BY at DESC, name OFFSET $2::int LIMIT $3::int) AS one) AS rows`;

interface Row {
  readonly kind: Deniable;
  readonly name: string;
  readonly case_id: string;
  readonly by_whom: string;
  readonly at: number;
  readonly until: number;
  readonly confirmed_by: string | null;
}

export function sqlDenials(client: SqlClient, now: () => number): Denials {
  return {
    put(denial, by, before) {
      const { kind, name, caseId, by: first, atMs, untilMs, confirmedBy } = denial;
      const detail = auditOfDenial(denial);
      return retrying(async () => {
        // Every change has a row of the audit: one that comes after this reading makes the writing fail.
        const last = await readLast(client);
        const [row] = (await client.query(FIND, [kind, name])).rows as readonly Row[];
        if (before !== undefined && !isStill(row && read(row), before, atMs)) return false;
        const audit = await nextRow(last, { atMs: now(), by, what: 'deny', detail });
        await client.query(PUT, [...audit, kind, name, caseId, first, atMs, untilMs, confirmedBy]);
        return true;
      });
    },
    remove({ kind, name }, by) {
      return retrying(async () => {
        const last = await readLast(client);
        const [row] = (await client.query(FIND, [kind, name])).rows as readonly Row[];
        if (!row) return false;
        const detail = JSON.stringify({ kind, case: row.case_id });
        const audit = await nextRow(last, { atMs: now(), by, what: 'undeny', detail });
        await client.query(REMOVE, [...audit, kind, name]);
        return true;
      });
    },
    async find({ key, account, card }, atMs) {
      const { rows } = await client.query(OF_NAMES, [key, account, card, atMs]);
      return (rows as readonly Row[]).map(read);
    },
    async page({ atMs, offset, limit }) {
      const [row] = (await client.query(PAGE, [atMs, offset, limit])).rows as readonly {
        readonly total: number;
        readonly rows: readonly Row[] | null;
      }[];
      return { rows: (row?.rows ?? []).map(read), total: row?.total ?? 0 };
    },
  };
}

const read = ({ kind, name, case_id, by_whom, at, until, confirmed_by }: Row): Denial => ({
  kind,
  name,
  caseId: case_id,
  by: by_whom,
  atMs: at,
  untilMs: until,
  confirmedBy: confirmed_by,
});
