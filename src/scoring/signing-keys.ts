import type { ReleaseCode, ReleasePolicy } from '../contract/release.ts';
import type { Result } from '../contract/result.ts';
import { readKeyList, type SignedKeyList } from './key-list.ts';

export interface SigningKeys {
  /** Thumbprints of the keys that may sign a release now. */
  readonly keys: readonly string[];
  /** How many of them must sign. */
  readonly signers: number;
  /** The list that says so; null where the keys themselves are pinned. */
  readonly signed: SignedKeyList | null;
}

export interface SigningKeysOptions extends Pick<ReleasePolicy, 'keys' | 'roots' | 'signers' | 'minKeyList'> {
  /** Epoch seconds. */
  readonly now: number;
  /** The text of the list of keys. Asked only where a root is pinned. */
  readonly readList: () => Promise<Result<unknown, ReleaseCode>>;
}

/**
 * The keys that may sign a release: those that are pinned, or those that a pinned root lists. `model_key`
 * where both are pinned, because a stolen key that stays pinned cannot be rotated out. A list may ask for
 * more signers than the pins do, and never for fewer. Never rejects.
 */
export async function findSigningKeys({
  keys = [],
  roots = [],
  signers = 1,
  minKeyList,
  now,
  readList,
}: SigningKeysOptions): Promise<Result<SigningKeys, ReleaseCode>> {
  if (roots.length === 0) return { ok: true, value: { keys, signers, signed: null } };
  if (keys.length > 0) return { ok: false, code: 'model_key' };
  const text = await readList();
  if (!text.ok) return text;
  const signed = await readKeyList(text.value, { roots, signers, minKeyList, now });
  if (!signed.ok) return signed;
  const { list } = signed.value;
  const most = Math.max(signers, list.signers ?? 1);
  return { ok: true, value: { keys: list.keys, signers: most, signed: signed.value } };
}
