import type { Manifest, ModelCode } from '../../../src/contract/model.ts';
import {
  KEY_LIST_FILE,
  type Release,
  type ReleaseCode,
  type ReleaseFile,
} from '../../../src/contract/release.ts';
import type { Result } from '../../../src/contract/result.ts';
import { readManifest } from '../../../src/scoring/manifest.ts';
import { sha256, toHex } from '../../../src/scoring/model.ts';
import { readRelease, type SignedRelease } from '../../../src/scoring/release.ts';
import { findSigningKeys, type SigningKeys } from '../../../src/scoring/signing-keys.ts';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { type Fetch, fetchFresh, fetchPinned } from '../fetch-pinned.ts';
import type { OpenableModel, OwnModel } from '../model.ts';
import { createAdmission, type Versioned } from './floors.ts';
import { readPins } from './pins.ts';

export interface OwnOptions {
  readonly fetch: Fetch;
  /** Epoch seconds, by the device's clock: a wrong one can only end in the compiled-in model. */
  readonly now: number;
  /** The worker's trees. */
  readonly trees: object | null;
}

/**
 * A site's own model, from the signed manifest at `url`, whose pins stand after the `#`. Only what a pinned
 * key signed is given back, and the very bytes that were hashed. Rejects only for an address beside which no
 * file can lie.
 */
export async function fetchOwn(url: string, options: OwnOptions): Promise<OwnModel> {
  const { fetch, now } = options;
  const pins = readPins(url);
  const trusted = await findSigningKeys({
    ...pins,
    now,
    readList: () => fetchText(new URL(KEY_LIST_FILE, url).href, { fetch, tooLong: 'keys_malformed' }),
  });
  if (!trusted.ok) return trusted;
  const model = await fetchModel(url, { ...options, pins, trusted: trusted.value });
  const listed = listVersions(trusted.value, pins);
  return model.ok || listed.length === 0 ? model : { ...model, admit: createAdmission(listed) };
}

type Pinned = ReturnType<typeof readPins>;

async function fetchModel(
  url: string,
  { fetch, now, trees, pins, trusted }: OwnOptions & { readonly pins: Pinned; readonly trusted: SigningKeys },
): Promise<Result<OpenableModel, ReleaseCode>> {
  const message = await fetchText(url, { fetch, tooLong: 'model_malformed' });
  if (!message.ok) return message;
  const read = await readRelease(message.value, { ...pins, ...trusted, now });
  if (!read.ok) return read;
  const { release } = read.value;
  const { files } = release;
  const digest = await sha256(new TextEncoder().encode(JSON.stringify(trees)));
  if (!digest || toHex(digest) !== release.trees)
    return { ok: false, code: 'model_unsupported', detail: 'trees' };
  const get = ({ path, sha256, size }: ReleaseFile) =>
    fetchPinned(new URL(path, url).href, { bytes: size, sha256 }, fetch);

  const settings = await get(files.manifest);
  const manifest = settings.ok ? parse(settings.value) : settings;
  if (!manifest.ok) return manifest;
  if (!fits(manifest.value, release)) return { ok: false, code: 'model_hash', detail: 'manifest' };
  const weights = await get(files.weights);
  if (!weights.ok) return weights;
  return {
    ok: true,
    value: {
      id: idOf(files.onnx.sha256),
      settings: manifest.value,
      weights: weights.value,
      fetchOnnx: () => get(files.onnx),
      admit: createAdmission([...listVersions(trusted, pins), ownVersion(read.value, trusted)]),
    },
  };
}

interface TextRequest {
  readonly fetch: Fetch;
  /** The answer to a file that is no such message, because none is so long. */
  readonly tooLong: ReleaseCode;
}

async function fetchText(url: string, { fetch, tooLong }: TextRequest): Promise<Result<string, ReleaseCode>> {
  const message = await fetchFresh(url, fetch);
  // A byte order mark is kept, so that page and backend refuse the same text.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  if (message.ok) return { ok: true, value: decoder.decode(message.value) };
  return message.code === 'model_hash' ? { ok: false, code: tooLong } : message;
}

/**
 * What the browser remembers of a list of keys: it forbids every older one, because what was taken off it may
 * be in a thief's hands.
 */
function listVersions({ signed }: SigningKeys, { roots: trusted }: Pinned): readonly Versioned[] {
  if (!signed) return [];
  const { version } = signed.list;
  return [{ signers: signed.roots, trusted, version, floor: version, code: 'keys_rollback' }];
}

/** What the browser remembers of a release, which says itself which ones it forbids. */
function ownVersion({ release, signers }: SignedRelease, { keys }: SigningKeys): Versioned {
  const { version, minVersion: floor, channel } = release;
  const nameOf = (key: string) => `${key} ${channel}`;
  const names = { signers: signers.map(({ key }) => nameOf(key)), trusted: keys.map(nameOf) };
  return { ...names, version, floor, code: 'model_rollback' };
}

function parse(bytes: Uint8Array): Result<Manifest, ModelCode> {
  try {
    return readManifest(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return malformed('manifest');
  }
}

/** Whether the settings name the files that were signed with them: one manifest lists all files. */
const fits = ({ sha256, weights }: Manifest, { files }: Release): boolean =>
  sha256 === files.onnx.sha256 && weights?.sha256 === files.weights.sha256;

const malformed = (detail: string) => ({ ok: false, code: 'model_malformed', detail }) as const;

/** A model's id: the first 16 bytes of its ONNX file's SHA-256. */
function idOf(sha256: string): string {
  const bytes = Array.from({ length: 16 }, (_, at) => Number.parseInt(sha256.slice(2 * at, 2 * at + 2), 16));
  return encodeBase64url(Uint8Array.from(bytes));
}
