import { type NearDuplicateStore, PER_BAND } from './near-duplicates.ts';
import { migration, type Table } from './sql-migration.ts';
import {
  after,
  checkShared,
  memberOf,
  type SqlClient,
  type SqlTableOptions,
  tableName,
} from './sql-table.ts';

/** The name must stay: processes of the first release keep their sketches in this table. */
const TABLE = 'tellsign_echo';
/** Expired rows that each write deletes. A write adds eight, so that with sixteen the table shrinks. */
const SWEEP = 16;

/**
 * Sketches of recent evidence in PostgreSQL or PGlite, for all processes that verify. The table comes from
 * `nearDuplicateTable`. Do not give it the order's transaction: an attempt that is rolled back should be
 * remembered.
 *
 * @throws TypeError for a wrong option
 */
export function sqlNearDuplicates(client: SqlClient, options: SqlTableOptions = {}): NearDuplicateStore {
  checkShared('sqlNearDuplicates', client, options);
  const { table = TABLE } = options;
  const { forget, file, erase } = statements(tableName(table));
  return {
    async file(bands, entry, ttlMs) {
      const { rows } = await client.query(file, [bands, entry, ttlMs]);
      await client.query(forget, [bands]);
      return rows.map((row) => {
        const seen = memberOf(row, 'entry');
        if (typeof seen !== 'string') throw new TypeError('sqlNearDuplicates: the row has no entry');
        return seen;
      });
    },
    async erase(jkt) {
      await client.query(erase, [jkt]);
    },
  };
}

/** One statement that makes the table of `sqlNearDuplicates` or brings it up to date. */
export const nearDuplicateTable = (table = TABLE): string => migration([nearDuplicateSchema(table)]);

export const nearDuplicateSchema = (name = TABLE): Table => ({
  name,
  columns: 'band text, entry text, PRIMARY KEY (band, entry)',
});

/** What was there before is read in the same statement that writes: it sees the table as it was. */
function statements(table: string) {
  return {
    file: `WITH filed AS (INSERT INTO ${table} (band, entry, expires)
  SELECT band, $2, ${after('$3')} FROM unnest($1::text[]) AS band ORDER BY band
  ON CONFLICT (band, entry) DO UPDATE SET expires = EXCLUDED.expires)
SELECT DISTINCT seen.entry FROM unnest($1::text[]) AS wanted, LATERAL (
  SELECT entry FROM ${table} WHERE band = wanted AND expires > clock_timestamp()
  ORDER BY expires DESC LIMIT ${PER_BAND}) AS seen`,
    erase: `DELETE FROM ${table} WHERE starts_with(entry, $1 || '.')`,
    forget: `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE (band, entry) IN (
  SELECT old.band, old.entry FROM unnest($1::text[]) AS wanted, LATERAL (
    SELECT band, entry FROM ${table} WHERE band = wanted ORDER BY expires DESC OFFSET ${PER_BAND}) AS old
  UNION ALL (SELECT band, entry FROM ${table} WHERE expires <= clock_timestamp() LIMIT ${SWEEP}))
  FOR UPDATE SKIP LOCKED))`,
  };
}
