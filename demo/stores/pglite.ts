import { PGlite } from '@electric-sql/pglite';
import { sqlStores } from './sql.ts';
import type { Stores } from './stores.ts';

/** A PostgreSQL inside this process, in a folder or, with an empty name, in memory. */
export async function openPglite(folder: string): Promise<Stores> {
  const db = await (folder === '' ? PGlite.create() : PGlite.create(folder));
  return sqlStores(db, { allowSingleProcess: true });
}
