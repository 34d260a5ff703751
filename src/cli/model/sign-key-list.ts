import type { KeyObject } from 'node:crypto';
import { type KeyList, TYP_KEY_LIST } from '../../contract/release.ts';
import { signClaims } from './sign-claims.ts';

/** A signed list of the keys that may sign releases: a compact JWS of the root key. */
export const signKeyList = (list: KeyList, root: KeyObject): string =>
  signClaims(list, { typ: TYP_KEY_LIST, key: root });
