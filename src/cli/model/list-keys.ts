import { join } from 'node:path';
import {
  KEY_LIST_FILE,
  type KeyList,
  MAX_KEY_LIST_SECONDS,
  MAX_RELEASE_KEYS,
} from '../../contract/release.ts';
import { CliError } from '../cli-error.ts';
import { checkGrows } from './in-force.ts';
import { checkApart, isThumbprint, readPrivateKey, thumbprintOf } from './key.ts';
import { alone, makeFolder, replace } from './replace.ts';
import { signKeyList } from './sign-key-list.ts';
import { termOf } from './term.ts';

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

/**
 * Says with the root key which keys may sign releases. A key that the list leaves out signs nothing any more,
 * in pages that are open already and with the pins that they have.
 *
 * @throws CliError where nothing was signed
 */
export async function listKeys(request: ListRequest): Promise<Listed> {
  const { to, keys, version, signers = 1, days = 180, nowMs = Date.now() } = request;
  const term = termOf({ version, days, maxSeconds: MAX_KEY_LIST_SECONDS, nowMs });
  const areThumbprints = keys.every(isThumbprint) && new Set(keys).size === keys.length;
  if (!areThumbprints || keys.length < 1 || keys.length > MAX_RELEASE_KEYS)
    throw new CliError(
      'argument_invalid',
      '--pin gives one or two different thumbprints, of 43 characters each.',
    );
  if (!(signers === 1 || signers === keys.length))
    throw new CliError('argument_invalid', '--signers is 1, or 2 where two keys are pinned.');
  const key = await readPrivateKey(request.root);
  await checkApart(request.root, to);
  const root = thumbprintOf(key);
  if (keys.includes(root))
    throw new CliError('argument_invalid', '--pin names the root key, which must not sign releases.');
  const list: KeyList = {
    v: 1,
    version,
    ...term,
    keys,
    ...(signers === 2 && { signers }),
  };
  const file = join(to, KEY_LIST_FILE);
  await makeFolder(to);
  await alone(file, async () => {
    await checkGrows(file, version);
    await replace(file, signKeyList(list, key));
  });
  return { file, root, list };
}
