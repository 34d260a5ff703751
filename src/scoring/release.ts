import { SCHEMA_ID } from '../contract/features/index.ts';
import {
  MAX_RELEASE_FILE,
  MAX_RELEASE_SECONDS,
  type Release,
  type ReleaseCode,
  type ReleasePolicy,
  TYP_RELEASE,
} from '../contract/release.ts';
import type { Result } from '../contract/result.ts';
import { hasMembers, isCount, isText } from './claims.ts';
import { readSigned, type Signer } from './signed.ts';

const isHash = isText(/^[0-9a-f]{64}$/);
const isFile = hasMembers({
  // A plain name: no folder, no address, no name that begins with a dot.
  path: isText(/^[\w-][\w.-]{0,99}$/),
  sha256: isHash,
  size: (value) => isCount(value) && (value as number) <= MAX_RELEASE_FILE,
});
const isRelease = hasMembers({
  v: (value) => value === 1,
  name: isText(/^[\w.-]{1,100}$/),
  version: isCount,
  minVersion: isCount,
  channel: isText(/^[\w-]{1,32}$/),
  iat: isCount,
  exp: isCount,
  schema: isCount,
  trees: isHash,
  files: hasMembers({ manifest: isFile, onnx: isFile, weights: isFile }),
  oms: (value) => value === undefined || isHash(value),
});

/** A signed manifest that was verified. */
export interface SignedRelease {
  readonly release: Release;
  /** The keys that signed, one or two. */
  readonly signers: readonly Signer[];
}

/** What a release is held to, its keys being known. */
export interface ReleaseCheck extends Omit<ReleasePolicy, 'roots' | 'minKeyList'> {
  readonly keys: readonly string[];
  /** Epoch seconds. */
  readonly now: number;
}

const CODES = {
  malformed: 'model_malformed',
  key: 'model_key',
  signers: 'model_signers',
  signature: 'model_signature',
  unavailable: 'model_unavailable',
} as const;

/**
 * The claims of a signed manifest, if a pinned key signed it and it may be used now. Page and backend both
 * ask this function, so that their answers cannot differ. Never rejects.
 */
export async function readRelease(
  text: unknown,
  { keys, signers: least, minVersion = 0, channel = 'stable', now }: ReleaseCheck,
): Promise<Result<SignedRelease, ReleaseCode>> {
  const signed = await readSigned(text, { typ: TYP_RELEASE, keys, signers: least });
  if (!signed.ok) return refuse(CODES[signed.code]);
  const { claims, signers } = signed.value;
  if (!isRelease(claims)) return refuse('model_malformed', 'claims');
  const release = claims as Release;
  const { iat, exp, version } = release;
  if (release.minVersion > version || exp <= iat || exp - iat > MAX_RELEASE_SECONDS)
    return refuse('model_malformed', 'claims');
  if (now >= exp) return refuse('model_expired');
  // A clock can be slow, and not by the life of a release: signed for a later time it would last until then.
  if (iat - now > MAX_RELEASE_SECONDS) return refuse('model_future');
  if (release.channel !== channel) return refuse('model_channel');
  if (version < minVersion) return refuse('model_rollback');
  if (release.schema !== SCHEMA_ID) return refuse('model_unsupported', 'schema');
  return { ok: true, value: { release, signers } };
}

const refuse = (code: ReleaseCode, detail?: string) =>
  ({ ok: false, code, ...(detail && { detail }) }) as const;
