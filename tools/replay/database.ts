import { CliError } from '../../src/cli/cli-error.ts';
import { importPackage } from '../../src/cli/import-package.ts';
import { type OpenRecords, openRecords } from '../../src/cli/records/open-records.ts';
import { BadInput } from './bad-input.ts';

export type { OpenRecords };

/**
 * Records in a PGlite's folder.
 *
 * @throws BadInput where there is none, or another process has it open
 */
export const openFolder = (folder: string): Promise<OpenRecords> => open({ folder });

/** Records where `DATABASE_URL` says: `postgres://…`, or `pglite:` with a folder. */
export const openDatabase = (url: string): Promise<OpenRecords> => open({ url });

async function open(where: Parameters<typeof openRecords>[0]): Promise<OpenRecords> {
  const cwd = process.cwd();
  try {
    return await openRecords(where, { cwd, importPackage: (name) => importPackage(name, cwd) });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new BadInput(error.code === 'folder_in_use' ? error.code : 'source_unreadable', error.message);
  }
}
