import type { Manifest } from '../../contract/model.ts';
import { MAX_SKEW_SECONDS } from '../../contract/protocol.ts';
import {
  BUNDLE_FILE,
  bundleFileOf,
  KEY_LIST_FILE,
  MAX_RELEASE_CHARS,
  MAX_RELEASE_FILE,
  MAX_RELEASE_KEYS,
  type Release,
  type ReleaseCode,
  type ReleaseFile,
  type ReleasePolicy,
} from '../../contract/release.ts';
import type { Result } from '../../contract/result.ts';
import { readManifest } from '../../scoring/manifest.ts';
import { sha256, toHex } from '../../scoring/model.ts';
import { readRelease, type SignedRelease } from '../../scoring/release.ts';
import { findSigningKeys } from '../../scoring/signing-keys.ts';
import { readWeights } from '../../scoring/weights.ts';
import { checkKnown } from '../known-options.ts';
import { isBundleOf } from './bundle.ts';
import type { Model } from './model.ts';

export interface ReleaseOptions extends ReleasePolicy {
  /**
   * Bytes of a file that lies beside the signed manifest, by its plain name. At most `maxBytes` are wanted: a
   * longer file may be cut there, and is refused.
   */
  readonly read: (path: string, maxBytes: number) => Promise<Uint8Array>;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** A model that a pinned key signed. */
export type ReleasedModel = Model & Required<Pick<Model, 'release'>>;

type Read = Result<Uint8Array, ReleaseCode>;

/** How an ONNX file becomes a model. */
export type Load = (bytes: Uint8Array, manifest: unknown) => Promise<Result<Model, ReleaseCode>>;

/** `loadRelease` with a way to load its network. */
export async function openRelease(
  text: string,
  { read, now = Date.now, load, ...policy }: ReleaseOptions & { readonly load: Load },
): Promise<Result<ReleasedModel, ReleaseCode>> {
  checkOptions({ ...policy, read });
  const nowSeconds = Math.floor(now() / 1000);
  const trusted = await findSigningKeys({ ...policy, now: nowSeconds, readList: () => readList(read) });
  if (!trusted.ok) return trusted;
  // Whoever turns the clock back could use a list or a release for ever.
  const isFuture = (iat = 0) => iat > nowSeconds + MAX_SKEW_SECONDS;
  if (isFuture(trusted.value.signed?.list.iat)) return refuse('keys_future');
  const signed = await readRelease(text, { ...policy, ...trusted.value, now: nowSeconds });
  if (!signed.ok) return signed;
  const { release } = signed.value;
  if (isFuture(release.iat)) return refuse('model_future');
  const { manifest, onnx, weights } = release.files;
  const files: Uint8Array[] = [];
  for (const file of [manifest, onnx, weights]) {
    const bytes = await readFile(file, read);
    if (!bytes.ok) return bytes;
    files.push(bytes.value);
  }
  if (release.oms !== undefined && !(await hasBundle(signed.value, read))) return refuse('model_bundle');
  const [settings, network, blocks] = files as [Uint8Array, Uint8Array, Uint8Array];
  const settled = readSettings(settings, release);
  if (!settled.ok) return settled;
  if (!readWeights(blocks).ok) return refuse('model_malformed', 'weights');
  const loaded = await load(network, settled.value);
  return loaded.ok ? { ok: true, value: { ...loaded.value, release } } : loaded;
}

const refuse = (code: ReleaseCode, detail?: string) =>
  ({ ok: false, code, ...(detail && { detail }) }) as const;

/** What the site's reader gives; null where it throws or gives something else. */
async function ask(read: ReleaseOptions['read'], path: string, maxBytes: number): Promise<Uint8Array | null> {
  try {
    const bytes: unknown = await read(path, maxBytes);
    return bytes instanceof Uint8Array ? bytes : null;
  } catch {
    return null;
  }
}

/** The text of the list of keys, which lies beside the signed manifest. */
async function readList(read: ReleaseOptions['read']): Promise<Result<string, ReleaseCode>> {
  const bytes = await ask(read, KEY_LIST_FILE, MAX_RELEASE_CHARS + 1);
  if (!bytes) return refuse('model_unavailable', KEY_LIST_FILE);
  if (bytes.length > MAX_RELEASE_CHARS) return refuse('keys_malformed');
  // Copied, because no decoder reads shared memory. A byte order mark is no part of a message.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  return { ok: true, value: text };
}

async function readFile(
  { path, size, sha256: hash }: ReleaseFile,
  read: ReleaseOptions['read'],
): Promise<Read> {
  const bytes = await ask(read, path, size + 1);
  if (!bytes) return refuse('model_unavailable', path);
  if (bytes.length !== size) return refuse('model_hash', path);
  // Copied first: what was hashed is what is used.
  const copy = Uint8Array.from(bytes);
  const digest = await sha256(copy);
  return digest && toHex(digest) === hash ? { ok: true, value: copy } : refuse('model_hash', path);
}

/** Whether the bundle is the one that was signed, by a key that signed the release, for the same files. */
async function hasBundle(
  { release, signers }: SignedRelease,
  read: ReleaseOptions['read'],
): Promise<boolean> {
  const files = Object.values(release.files);
  for (const name of [bundleFileOf(release), BUNDLE_FILE]) {
    const bytes = await ask(read, name, MAX_RELEASE_FILE);
    if (!bytes || bytes.length > MAX_RELEASE_FILE) continue;
    const copy = Uint8Array.from(bytes);
    const digest = await sha256(copy);
    if (!digest || toHex(digest) !== release.oms) continue;
    const answers = await Promise.all(signers.map(({ jwk }) => isBundleOf(copy, { jwk, files })));
    return answers.includes(true);
  }
  return false;
}

/** The settings, which must name the files that were signed with them; they end with the release. */
function readSettings(bytes: Uint8Array, { files, exp }: Release): Result<Manifest, ReleaseCode> {
  const read = parse(bytes);
  if (!read.ok) return read;
  const { sha256, weights, exp: own } = read.value;
  if (sha256 !== files.onnx.sha256 || weights?.sha256 !== files.weights.sha256)
    return refuse('model_hash', 'manifest');
  return { ok: true, value: { ...read.value, exp: Math.min(own || exp, exp) } };
}

/** As the page reads them, before anything is reckoned with: `exp` could be a list, which counts as 0. */
function parse(bytes: Uint8Array): Result<Manifest, ReleaseCode> {
  try {
    return readManifest(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return refuse('model_malformed', 'manifest');
  }
}

/** A misspelt option must not mean a floor of none. @throws TypeError naming it */
function checkOptions({
  keys,
  roots,
  signers = 1,
  minKeyList,
  minVersion,
  channel,
  read,
  ...rest
}: Omit<ReleaseOptions, 'now'>): void {
  checkKnown(rest, {});
  if ((keys === undefined) === (roots === undefined))
    throw new TypeError('either keys or roots must be given, and not both');
  const pins = keys ?? roots;
  if (!areThumbprints(pins)) throw new TypeError('keys and roots must be a list of one or two thumbprints');
  if (![1, pins?.length].includes(signers) || signers > MAX_RELEASE_KEYS)
    throw new TypeError('signers must be 1, or 2 of two keys or roots');
  if (!isFloor(minKeyList) || !isFloor(minVersion))
    throw new TypeError('minVersion and minKeyList must be whole numbers');
  if (minKeyList && roots === undefined)
    throw new TypeError('minKeyList is of the list of roots, and none is given');
  if (!(channel === undefined || typeof channel === 'string'))
    throw new TypeError('channel must be a string');
  if (typeof read !== 'function') throw new TypeError('read must be a function');
}

const areThumbprints = (list: unknown): boolean =>
  Array.isArray(list) && list.length > 0 && list.every((key) => /^[\w-]{43}$/.test(String(key)));

const isFloor = (value: unknown): boolean => value === undefined || Number.isSafeInteger(value);
