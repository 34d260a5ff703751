import { rename, writeFile } from 'node:fs/promises';

/** Writes a file that is there whole or not at all. */
export async function replace(file: string, bytes: string | Uint8Array): Promise<void> {
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
}
