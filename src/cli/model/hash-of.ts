import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { CliError, messageOf } from '../cli-error.ts';

/** SHA-256 as manifests have it, in lower-case hexadecimal. */
export const hashOf = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

/** The same of a file, which is never held whole. @throws CliError where it cannot be read */
export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const bytes of createReadStream(file)) hash.update(bytes);
  } catch (error) {
    throw new CliError('file_unreadable', `${file}: ${messageOf(error)}.`);
  }
  return hash.digest('hex');
}
