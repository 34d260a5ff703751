import { basename, dirname, join } from 'node:path';
import type { Release } from '../../contract/release.ts';
import { BUNDLE_FILE, KEY_LIST_FILE, MAX_RELEASE_CHARS, MAX_RELEASE_FILE } from '../../contract/release.ts';
import { isBundleOf } from '../../server/model/bundle.ts';
import { CliError } from '../cli-error.ts';
import type { Io } from '../command.ts';
import { filesOf } from './files-of.ts';
import { hashOfFile } from './hash-of.ts';
import { publicJwkOf, readPublicKey } from './key.ts';
import { readPlain, readPlainText } from './read-plain.ts';
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
export async function verify(request: VerifyRequest, io: Pick<Io, 'loadServerModel'>): Promise<Release> {
  return verifyText(await readSigned(request.file), request, io);
}

/** The same of a text that was read already. */
export async function verifyText(
  text: string,
  { file, nowMs, ...policy }: VerifyRequest,
  { loadServerModel }: Pick<Io, 'loadServerModel'>,
): Promise<Release> {
  if (basename(file) === KEY_LIST_FILE)
    throw new CliError('argument_invalid', `${file} is a list of keys: name the manifest beside it.`);
  const { loadRelease } = await loadServerModel();
  const loaded = await loadRelease(text, {
    ...policy,
    read: (path, maxBytes) => readPlain(join(dirname(file), path), maxBytes),
    now: () => nowMs ?? Date.now(),
  });
  if (!loaded.ok) {
    const at = loaded.code.startsWith('keys_') ? join(dirname(file), KEY_LIST_FILE) : file;
    throw new Refusal(loaded.code, loaded.detail ?? at);
  }
  return loaded.value.release;
}

/** A signed manifest, or a list of keys. @throws CliError for a file that cannot be read */
export const readSigned = (file: string): Promise<string> => readPlainText(file, MAX_RELEASE_CHARS);

export interface VerifyBundleRequest {
  readonly folder: string;
  /** PEM file of the public key. */
  readonly key: string;
  /** Takes files that the bundle does not name for none, such as those of earlier releases. @default false */
  readonly ignoreUnsigned?: boolean | undefined;
}

/**
 * A bundle that this or another tool wrote, over everything else in its folder.
 *
 * @throws CliError for what cannot be read
 * @throws Refusal where the bundle is another key's, or of other files
 */
export async function verifyBundle({
  folder,
  key,
  ignoreUnsigned = false,
}: VerifyBundleRequest): Promise<readonly string[]> {
  const jwk = publicJwkOf(await readPublicKey(key));
  const bytes = await readPlain(join(folder, BUNDLE_FILE), MAX_RELEASE_FILE);
  const named = namesIn(bytes);
  const found = await filesOf(folder);
  const unsigned = found.filter((path) => !named.includes(path));
  if (unsigned.length > 0 && !ignoreUnsigned)
    throw new Refusal('model_bundle', `no part of ${BUNDLE_FILE}: ${unsigned.join(' ')}`);
  const paths = found.filter((path) => named.includes(path));
  const files = await Promise.all(
    paths.map(async (path) => ({ path, sha256: await hashOfFile(join(folder, path)) })),
  );
  if (files.length === 0 || !(await isBundleOf(bytes, { jwk, files })))
    throw new Refusal('model_bundle', folder);
  return paths;
}

/** Names that a bundle has, not verified. */
function namesIn(bytes: Uint8Array): readonly unknown[] {
  try {
    const { dsseEnvelope } = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const { predicate } = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString('utf8'));
    return (predicate.resources as readonly { readonly name: unknown }[]).map(({ name }) => name);
  } catch {
    throw new Refusal('model_bundle', `${BUNDLE_FILE} is no bundle`);
  }
}
