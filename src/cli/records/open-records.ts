import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { Pool } from 'pg';
import { FolderInUse, lockFolder } from '../../../demo/stores/folder-lock.ts';
import type { Records } from '../../decide/index.ts';
import { CliError, messageOf } from '../cli-error.ts';
import type { Io } from '../command.ts';

/** Longest wait for a database, ms. Chosen: as long as a person waits who has mistyped its address. */
const CONNECT_MS = 10_000;

export interface OpenRecords {
  readonly records: Records;
  close(): Promise<void>;
}

type World = Pick<Io, 'cwd' | 'importPackage'>;

/**
 * A site's records: in a PGlite's folder, or where `url` says, `postgres://…` or `pglite:` with a folder.
 * Drivers are the site's own.
 *
 * @throws CliError where there are none, or another process has the folder open
 */
export async function openRecords(
  { folder, url }: { readonly folder?: string | undefined; readonly url?: string | undefined },
  world: World,
): Promise<OpenRecords> {
  const inFolder = folder ?? (url?.startsWith('pglite:') ? url.slice('pglite:'.length) : undefined);
  if (inFolder === undefined && !url)
    throw new CliError('argument_missing', 'Name the folder of a PGlite, or set DATABASE_URL.');
  if (inFolder === '') throw new CliError('argument_invalid', 'The name of the folder of a PGlite is empty.');
  if (inFolder === undefined && !/^(?:postgres(?:ql)?:\/\/|socket:|\/)/.test(url ?? ''))
    throw new CliError('argument_invalid', 'DATABASE_URL is postgres://…, or pglite: and a folder.');
  try {
    const opened = await (inFolder === undefined
      ? openDatabase(url ?? '', world)
      : openFolder(inFolder, world));
    await probe(opened);
    return opened;
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError('source_unreadable', `${folder ?? 'DATABASE_URL'}: ${messageOf(error)}.`);
  }
}

/** Asks once: an address that is none, and a database without the tables, are no outage. */
async function probe({ records, close }: OpenRecords): Promise<void> {
  try {
    await records.find({ id: '-' });
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

async function openFolder(name: string, { cwd, importPackage }: World): Promise<OpenRecords> {
  const folder = resolve(cwd, name);
  // PGlite would make a new database there.
  if (!existsSync(join(folder, 'PG_VERSION')))
    throw new CliError('source_unreadable', `${name}: is no folder of PGlite.`);
  const [{ sqlRecords }, driver] = await Promise.all([
    import('../../decide/index.ts'),
    importPackage('@electric-sql/pglite') as Promise<{ readonly PGlite: typeof PGlite }>,
  ]);
  const free = lock(folder);
  const db = await driver.PGlite.create(folder).catch((error: unknown) => {
    free();
    throw error;
  });
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
    throw new CliError(error.code, `${error.message.replace(`${error.code}: `, '')}.`);
  }
}

async function openDatabase(url: string, { importPackage }: World): Promise<OpenRecords> {
  const [{ sqlRecords }, driver] = await Promise.all([
    import('../../decide/index.ts'),
    importPackage('pg') as Promise<{ readonly default: { readonly Pool: typeof Pool } }>,
  ]);
  const pool = new driver.default.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: CONNECT_MS,
  });
  // A connection that breaks while nobody uses it; the next statement says so.
  pool.on('error', () => undefined);
  return { records: sqlRecords(pool), close: () => pool.end() };
}
