import { type KeyObject, sign } from 'node:crypto';
import { canonicalJson } from '../../wire/canonical.ts';
import { publicJwkOf } from './key.ts';

/** A compact JWS, ES256, that names its key in the header: what pages and backends read. */
export function signClaims(
  claims: object,
  { typ, key }: { readonly typ: string; readonly key: KeyObject },
): string {
  const header = { alg: 'ES256', jwk: publicJwkOf(key), typ };
  const signed = [header, claims]
    .map((part) => Buffer.from(canonicalJson(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}
