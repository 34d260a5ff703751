import { decodeBase64url, encodeBase64url } from '../wire/base64url.ts';
import { canonicalJson } from '../wire/canonical.ts';
import { type Checked, fail, isMembers, pass } from './checked.ts';
import { isOnCurve } from './curve.ts';

/** An EC P-256 public key, nothing else in it. Coordinates are canonical base64url of 32 bytes. */
export interface PublicKey {
  readonly crv: 'P-256';
  readonly kty: 'EC';
  readonly x: string;
  readonly y: string;
}

/** §1.11: exactly four members, 43-character canonical coordinates, on the curve; a private member makes five. */
export function readKey(jwk: unknown): Checked<PublicKey> {
  if (!isMembers(jwk) || Object.keys(jwk).length !== 4) return fail('key_invalid');
  const { crv, kty, x, y } = jwk;
  if (crv !== 'P-256' || kty !== 'EC' || typeof x !== 'string' || typeof y !== 'string')
    return fail('key_invalid');
  const [px, py] = [readCoordinate(x), readCoordinate(y)];
  return px && py && isOnCurve(px, py) ? pass({ crv, kty, x, y }) : fail('key_invalid');
}

/** RFC 7638: the SHA-256 of the required members in lexicographic order, which is the canonical text of the whole key here. */
export async function thumbprint(key: PublicKey): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalJson(key)));
  return encodeBase64url(new Uint8Array(digest));
}

function readCoordinate(text: string): Uint8Array | null {
  return text.length === 43 ? decodeBase64url(text) : null;
}
