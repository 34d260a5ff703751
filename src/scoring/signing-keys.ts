import type { ReleaseCode, ReleasePolicy } from '../contract/release.ts';
import type { Result } from '../contract/result.ts';
import { readKeyList, type SignedKeyList } from './key-list.ts';

export interface SigningKeys {
  /** Thumbprints of the keys that may sign a release now. */
  readonly keys: readonly string[];
  /** The list that says so; null where the keys themselves are pinned. */
  readonly signed: SignedKeyList | null;
}

export interface SigningKeysOptions extends Pick<ReleasePolicy, 'keys' | 'roots' | 'minKeyList'> {
  /** Epoch seconds. */
  readonly now: number;
  /** The text of the list of keys. Asked only where a root is pinned. */
  readonly readList: () => Promise<Result<unknown, ReleaseCode>>;
}

/**
 * The keys that may sign a release: those that are pinned, or those that a pinned root lists. `model_key`
 * where both are pinned, because a stolen key that stays pinned cannot be rotated out. Never rejects.
 */
export async function findSigningKeys({
  keys = [],
  roots = [],
  minKeyList,
  now,
  readList,
}: SigningKeysOptions): Promise<Result<SigningKeys, ReleaseCode>> {
  if (roots.length === 0) return { ok: true, value: { keys, signed: null } };
  if (keys.length > 0) return { ok: false, code: 'model_key' };
  const text = await readList();
  if (!text.ok) return text;
  const signed = await readKeyList(text.value, { roots, minKeyList, now });
  return signed.ok ? { ok: true, value: { keys: signed.value.list.keys, signed: signed.value } } : signed;
}
