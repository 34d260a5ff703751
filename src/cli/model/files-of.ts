import { readdir } from 'node:fs/promises';
import { Refusal } from './refusal.ts';

/** Bundles and signed manifests, which name the other files, and what a run that was killed left. */
const NOT_LISTED =
  /^(?:model\.sig|[\w-]{1,32}-\d{1,16}\.sig|[\w-]{1,32}\.jws(?:\.lock)?|.*\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.part)$/;

/** Whether a bundle lists a file of this name. */
export const isListed = (name: string): boolean => !NOT_LISTED.test(name);

/**
 * Files of a model's folder that a bundle lists.
 *
 * @throws Refusal for what is no plain file, because nothing would say what lies there
 */
export async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const strange = entries.find((entry) => !entry.isFile());
  if (strange) throw new Refusal('model_bundle', `${strange.name} is no plain file`);
  return entries
    .map(({ name }) => name)
    .filter(isListed)
    .sort();
}
