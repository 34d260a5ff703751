import {
  type KeyList,
  MAX_KEY_LIST_SECONDS,
  MAX_RELEASE_KEYS,
  type ReleaseCode,
  TYP_KEY_LIST,
} from '../contract/release.ts';
import type { Result } from '../contract/result.ts';
import { hasMembers, isCount, isText } from './claims.ts';
import { readSigned } from './signed.ts';

const isThumbprint = isText(/^[\w-]{43}$/);

const isKeyList = hasMembers({
  v: (value) => value === 1,
  version: isCount,
  iat: isCount,
  exp: isCount,
  keys: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MAX_RELEASE_KEYS &&
    new Set(value).size === value.length &&
    value.every(isThumbprint),
  signers: (value) => value === undefined || value === 2,
});

/** A list of keys that was verified. */
export interface SignedKeyList {
  readonly list: KeyList;
  /** Thumbprints of the root keys that signed. */
  readonly roots: readonly string[];
}

export interface KeyListPolicy {
  /** Thumbprints of one or two root keys. */
  readonly roots: readonly string[];
  /** How many of them must sign the list. */
  readonly signers: number;
  /** Least version. @default 0 */
  readonly minKeyList?: number | undefined;
  /** Epoch seconds. */
  readonly now: number;
}

const CODES = {
  malformed: 'keys_malformed',
  key: 'keys_root',
  signers: 'keys_signers',
  signature: 'keys_signature',
  unavailable: 'model_unavailable',
} as const;

/**
 * The keys that may sign releases, if a pinned root key says so and still does. Page and backend both ask
 * this function. Never rejects.
 */
export async function readKeyList(
  text: unknown,
  { roots, signers, minKeyList = 0, now }: KeyListPolicy,
): Promise<Result<SignedKeyList, ReleaseCode>> {
  const refuse = (code: ReleaseCode) => ({ ok: false, code }) as const;
  const signed = await readSigned(text, { typ: TYP_KEY_LIST, keys: roots, signers });
  if (!signed.ok) return refuse(CODES[signed.code]);
  const { claims } = signed.value;
  if (!isKeyList(claims)) return refuse('keys_malformed');
  const list = claims as KeyList;
  const { iat, exp, version, keys } = list;
  if (exp <= iat || exp - iat > MAX_KEY_LIST_SECONDS) return refuse('keys_malformed');
  // A root that signs models is no root: whoever steals that key rotates it, too.
  if (keys.some((key) => roots.includes(key))) return refuse('keys_malformed');
  if (keys.length < (list.signers ?? 1)) return refuse('keys_malformed');
  if (now >= exp) return refuse('keys_expired');
  // As for releases: a slow clock is not slow by the life of a list.
  if (iat - now > MAX_KEY_LIST_SECONDS) return refuse('keys_future');
  if (version < minKeyList) return refuse('keys_rollback');
  return { ok: true, value: { list, roots: signed.value.signers.map(({ key }) => key) } };
}
