import { readdir } from 'node:fs/promises';
import { BUNDLE_FILE } from '../../contract/release.ts';

/** Files of a model's folder that a bundle lists: all but the bundle and signed manifests, which name it. */
export async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return names.filter((name) => name !== BUNDLE_FILE && !name.endsWith('.jws')).sort();
}
