import { readdir } from 'node:fs/promises';
import { Refusal } from './refusal.ts';

const NOT_LISTED = /^(model|[\w-]+-\d+)\.sig$|\.jws$/;

/**
 * Files of a model's folder that a bundle lists: all but bundles and signed manifests, which name them.
 *
 * @throws Refusal for what is no plain file, because nothing would say what lies there
 */
export async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const strange = entries.find((entry) => !entry.isFile());
  if (strange) throw new Refusal('model_bundle', `${strange.name} is no plain file`);
  return entries
    .map(({ name }) => name)
    .filter((name) => !NOT_LISTED.test(name))
    .sort();
}
