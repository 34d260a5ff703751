import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
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
  await writeFile(lock, '', { flag: 'wx' }).catch((error: unknown) => {
    if (Object(error).code !== 'EEXIST') throw unwritable(file, error);
    throw new CliError('file_in_use', `Somebody else writes ${file}. If nobody does, delete ${lock}.`);
  });
  const stop = () => {
    rmSync(lock, { force: true });
    process.exit(130);
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    return await work();
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
    await unlink(lock).catch(() => undefined);
  }
}

/** A process that these end leaves no lock. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** @throws CliError where it cannot be made */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw unwritable(folder, error);
  });
}

const unwritable = (path: string, error: unknown): CliError =>
  new CliError('file_unwritable', `${path}: ${messageOf(error)}.`);
