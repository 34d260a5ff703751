import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { FolderInUse, lockFolder } from '../../demo/stores/folder-lock.ts';
import { type Records, sqlRecords } from '../../src/decide/index.ts';
import { BadInput } from './bad-input.ts';

export interface OpenRecords {
  readonly records: Records;
  close(): Promise<void>;
}

/**
 * Records in a PGlite's folder.
 *
 * @throws BadInput where there is none, or another process has it open
 */
export async function openFolder(folder: string): Promise<OpenRecords> {
  // PGlite would make a new database there.
  if (!existsSync(join(folder, 'PG_VERSION')))
    throw new BadInput('source_unreadable', `${folder}: is no folder of PGlite`);
  const free = lock(folder);
  const db = await PGlite.create(folder);
  return {
    records: sqlRecords(db, { allowSingleProcess: true }),
    close: () => db.close().finally(free),
  };
}

function lock(folder: string): () => void {
  try {
    return lockFolder(folder);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    throw new BadInput(error.code, error.message.replace(`${error.code}: `, ''));
  }
}

/** Records where `DATABASE_URL` says: `postgres://…`, or `pglite:` with a folder. */
export async function openDatabase(url: string): Promise<OpenRecords> {
  if (url.startsWith('pglite:')) return openFolder(url.slice('pglite:'.length));
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // A connection that breaks while nobody uses it; the next statement says so.
  pool.on('error', () => undefined);
  return { records: sqlRecords(pool), close: () => pool.end() };
}
