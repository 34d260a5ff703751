import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CliError, messageOf } from './cli-error.ts';

/** Longest file of somebody's that is read whole, bytes. Chosen: ten times the largest of a project's. */
const MAX_BYTES = 10_000_000;

/** The text of a file; null where there is none. @throws CliError where it cannot be read */
export function readText(path: string): string | null {
  if (!existsSync(path)) return null;
  try {
    if (statSync(path).size > MAX_BYTES)
      throw new CliError('file_unreadable', `${path} has more than ${MAX_BYTES} bytes.`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError('file_unreadable', `${path} cannot be read: ${messageOf(error)}.`);
  }
}

/** The text of a file that has to be there. @throws CliError */
export function needText(path: string): string {
  const text = readText(path);
  if (text === null) throw new CliError('file_unreadable', `There is no file ${path}.`);
  return text;
}

/** Writes a file and the folders above it. @throws CliError where that fails */
export function writeText(path: string, text: string | Uint8Array, mode?: number): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, mode === undefined ? {} : { mode });
  } catch (error) {
    throw new CliError('file_unwritable', `${path} cannot be written: ${messageOf(error)}.`);
  }
}
