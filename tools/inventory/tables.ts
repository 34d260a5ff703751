import { PGlite } from '@electric-sql/pglite';
import { recordsTables } from '../../src/decide/records/sql/migrations/index.ts';
import { ledgerTable, nearDuplicateTable, replayTable } from '../../src/server/stores/index.ts';
import type { Found } from './names.ts';

/** Partitions have the columns of their table. */
const COLUMNS = `SELECT class.relname AS table, array_agg(attribute.attname::text ORDER BY attnum) AS columns
FROM pg_class AS class
JOIN pg_namespace AS space ON space.oid = relnamespace AND space.nspname = 'public'
JOIN pg_attribute AS attribute ON attrelid = class.oid AND attnum > 0 AND NOT attisdropped
WHERE class.relkind IN ('r', 'p') AND NOT class.relispartition
GROUP BY class.relname ORDER BY class.relname`;

/** Tables and columns of a database in which every migration was really run. */
export async function readTables(): Promise<Found> {
  const database = await PGlite.create();
  try {
    for (const statement of [replayTable(), ledgerTable(), nearDuplicateTable(), recordsTables()])
      await database.exec(statement);
    const { rows } = await database.query<{ table: string; columns: string[] }>(COLUMNS);
    return Object.fromEntries(rows.map(({ table, columns }) => [`table ${table}`, columns]));
  } finally {
    await database.close();
  }
}
