import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** SHA-256 as manifests have it, in lower-case hexadecimal. */
export const hashOf = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

/** The same of a file, which is never held whole. */
export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file)) hash.update(bytes);
  return hash.digest('hex');
}
