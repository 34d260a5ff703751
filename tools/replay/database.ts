import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { type Records, sqlRecords } from '../../src/decide/index.ts';
import { BadInput } from './bad-input.ts';

export interface OpenRecords {
  readonly records: Records;
  close(): Promise<void>;
}

/** Records in a PGlite's folder. No other process may have it open. @throws BadInput where there is none */
export async function openFolder(folder: string): Promise<OpenRecords> {
  // PGlite would make a new database there.
  if (!existsSync(join(folder, 'PG_VERSION')))
    throw new BadInput('source_unreadable', `${folder}: is no folder of PGlite`);
  const db = await PGlite.create(folder);
  return { records: sqlRecords(db, { allowSingleProcess: true }), close: () => db.close() };
}

/** Records where `DATABASE_URL` says: `postgres://…`, or `pglite:` with a folder. */
export async function openDatabase(url: string): Promise<OpenRecords> {
  if (url.startsWith('pglite:')) return openFolder(url.slice('pglite:'.length));
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  return { records: sqlRecords(pool), close: () => pool.end() };
}
