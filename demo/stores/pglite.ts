import { PGlite } from '@electric-sql/pglite';
import { lockFolder } from './folder-lock.ts';
import type { Database } from './stores.ts';

/**
 * A PostgreSQL inside this process, in a folder or, with an empty name, in memory.
 *
 * @throws FolderInUse where another process has the folder open
 */
export async function openPglite(folder: string): Promise<Database> {
  if (folder !== '') lockFolder(folder);
  const client = await (folder === '' ? PGlite.create() : PGlite.create(folder));
  return { client, sharing: { allowSingleProcess: true } };
}
