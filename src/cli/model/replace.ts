import { randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { mkdir, rename, unlink, writeFile } from 'node:fs/promises';
import { CliError, messageOf } from '../cli-error.ts';

/**
 * Writes a file that is there whole or not at all. What is written first has a name of its own, so that two
 * writers do not mix and no link is followed.
 *
 * @throws CliError where it cannot be written
 */
export async function replace(file: string, bytes: string | Uint8Array): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(part, bytes, { flag: 'wx' });
    await rename(part, file);
  } catch (error) {
    await unlink(part).catch(() => undefined);
    throw unwritable(file, error);
  }
}

/**
 * Does what reads a file and replaces it while nobody else does so.
 *
 * @throws CliError where somebody else is at it
 */
export async function alone<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  // A signal waits for what was begun, which takes no time that anybody notices: the answer says what it came
  // to, and no lock is left.
  for (const signal of SIGNALS) process.on(signal, ignore);
  try {
    take(lock, file);
    try {
      return await work();
    } finally {
      rmSync(lock, { force: true });
    }
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, ignore);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const ignore = (): void => undefined;

function take(lock: string, file: string): void {
  try {
    closeSync(openSync(lock, 'wx'));
  } catch (error) {
    if (Object(error).code !== 'EEXIST') throw unwritable(file, error);
    throw new CliError('file_in_use', `Somebody else writes ${file}. If nobody does, delete ${lock}.`);
  }
}

/** @throws CliError where a folder or a pipe lies where a file is to be written */
export function checkPlain(files: readonly string[]): void {
  const strange = files.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === false);
  if (strange) throw new CliError('file_unwritable', `${strange} is there, and is no plain file.`);
}

/** @throws CliError where it cannot be made */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw unwritable(folder, error);
  });
}

const unwritable = (path: string, error: unknown): CliError =>
  new CliError('file_unwritable', `${path}: ${messageOf(error)}.`);
