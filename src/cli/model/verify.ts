import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Release } from '../../contract/release.ts';
import { BUNDLE_FILE } from '../../contract/release.ts';
import { isBundleOf } from '../../server/model/bundle.ts';
import type { Io } from '../command.ts';
import { filesOf } from './files-of.ts';
import { hashOf } from './hash-of.ts';
import { publicJwkOf, readPublicKey } from './key.ts';
import { Refusal } from './refusal.ts';

export interface VerifyRequest {
  /** The signed manifest; its files lie beside it. */
  readonly file: string;
  /** Thumbprints, one or two. */
  readonly keys?: readonly string[] | undefined;
  /** The same of root keys, in the place of `keys`. */
  readonly roots?: readonly string[] | undefined;
  readonly signers?: number | undefined;
  readonly minKeyList?: number | undefined;
  readonly minVersion?: number | undefined;
  readonly channel?: string | undefined;
  readonly nowMs?: number | undefined;
}

/**
 * What a backend checks at its start: signature, times, floor, every file, the bundle.
 *
 * @throws Refusal with the code that a backend would give
 */
export async function verify(
  { file, nowMs, ...policy }: VerifyRequest,
  { loadServerModel }: Pick<Io, 'loadServerModel'>,
): Promise<Release> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Refusal('model_unavailable', String(error));
  });
  const { loadRelease } = await loadServerModel();
  const loaded = await loadRelease(text, {
    ...policy,
    read: (path) => readFile(join(dirname(file), path)),
    now: () => nowMs ?? Date.now(),
  });
  if (!loaded.ok) throw new Refusal(loaded.code, loaded.detail ?? file);
  return loaded.value.release;
}

/**
 * A bundle that another tool wrote, over everything else in its folder.
 *
 * @param key PEM file of the public key
 * @throws Refusal where the bundle is another key's, or of other files
 */
export async function verifyBundle(folder: string, key: string): Promise<readonly string[]> {
  const bytes = await readFile(join(folder, BUNDLE_FILE)).catch((error: unknown) => {
    throw new Refusal('model_unavailable', String(error));
  });
  const paths = await filesOf(folder);
  const files = await Promise.all(
    paths.map(async (path) => ({ path, sha256: hashOf(await readFile(join(folder, path))) })),
  );
  const jwk = publicJwkOf(await readPublicKey(key));
  if (!(await isBundleOf(bytes, { jwk, files }))) throw new Refusal('model_bundle', folder);
  return paths;
}
