import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  KEY_LIST_FILE,
  type KeyList,
  MAX_KEY_LIST_SECONDS,
  MAX_RELEASE_KEYS,
} from '../../contract/release.ts';
import { readPrivateKey, thumbprintOf } from './key.ts';
import { Refusal } from './refusal.ts';
import { replace } from './replace.ts';
import { signKeyList } from './sign-key-list.ts';

export interface ListRequest {
  /** PEM file of the root key. */
  readonly root: string;
  /** Folder that is served. */
  readonly to: string;
  /** Thumbprints of the keys that may sign releases from now on. */
  readonly keys: readonly string[];
  readonly version: number;
  /** 2: both keys must sign each release. @default either may */
  readonly signers?: number | undefined;
  /** Days until its end, at most 190. @default 180 */
  readonly days?: number | undefined;
  /** Epoch milliseconds. @default Date.now() */
  readonly nowMs?: number | undefined;
}

export interface Listed {
  /** The signed list, `keys.jws`. */
  readonly file: string;
  /** Thumbprint of the root key, which pages and backends pin. */
  readonly root: string;
  readonly list: KeyList;
}

const DAY_SECONDS = 86_400;

/**
 * Says with the root key which keys may sign releases. A key that the list leaves out signs nothing any more,
 * in pages that are open already and with the pins that they have.
 *
 * @throws Refusal where nothing was signed
 */
export async function listKeys(request: ListRequest): Promise<Listed> {
  const { to, keys, version, signers = 1, days = 180, nowMs = Date.now() } = request;
  if (!Number.isSafeInteger(version) || version < 1) throw new Refusal('option', 'version must be 1 or more');
  if (!(days > 0 && days * DAY_SECONDS <= MAX_KEY_LIST_SECONDS))
    throw new Refusal('option', 'days must be 1 to 190');
  const areThumbprints = keys.every((key) => /^[\w-]{43}$/.test(key)) && new Set(keys).size === keys.length;
  if (!areThumbprints || keys.length < 1 || keys.length > MAX_RELEASE_KEYS)
    throw new Refusal('option', 'pin one or two thumbprints');
  if (!(signers === 1 || signers === keys.length))
    throw new Refusal('option', 'signers must be 1, or 2 of two thumbprints');
  const key = await readPrivateKey(request.root);
  const root = thumbprintOf(key);
  if (keys.includes(root)) throw new Refusal('option', 'the root key must not sign releases');
  const iat = Math.floor(nowMs / 1000);
  const list: KeyList = {
    v: 1,
    version,
    iat,
    exp: iat + Math.floor(days * DAY_SECONDS),
    keys,
    ...(signers === 2 && { signers }),
  };
  await mkdir(to, { recursive: true });
  const file = join(to, KEY_LIST_FILE);
  await replace(file, signKeyList(list, key));
  return { file, root, list };
}
