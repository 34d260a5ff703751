import { type KeyObject, sign } from 'node:crypto';
import { type Release, TYP_RELEASE } from '../../src/contract/release.ts';
import { canonicalJson } from '../../src/wire/canonical.ts';
import { publicJwkOf } from './key.ts';

/** A signed manifest: a compact JWS with these claims, ES256. */
export function signRelease(release: Release, key: KeyObject): string {
  const header = { alg: 'ES256', jwk: publicJwkOf(key), typ: TYP_RELEASE };
  const signed = [header, release].map((part) => encode(canonicalJson(part))).join('.');
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

const encode = (text: string): string => Buffer.from(text).toString('base64url');
