import { PGlite } from '@electric-sql/pglite';
import type { Database } from './stores.ts';

/** A PostgreSQL inside this process, in a folder or, with an empty name, in memory. */
export async function openPglite(folder: string): Promise<Database> {
  const client = await (folder === '' ? PGlite.create() : PGlite.create(folder));
  return { client, sharing: { allowSingleProcess: true } };
}
