import { decodeBase64url, encodeBase64url } from '../../wire/base64url.ts';
import { type Checked, fail, isMembers, pass } from '../checked.ts';
import { isOnCurve } from './curve.ts';
import { sha256 } from './hash.ts';

/** An EC P-256 public key. */
export interface PublicKey {
  /** RFC 7638 text: the members that make the key, in lexicographic order. */
  readonly text: string;
  /** SEC 1 uncompressed point, 65 bytes: the platform imports it in half the time of a JWK. */
  readonly point: Uint8Array<ArrayBuffer>;
}

/**
 * §1.11: exactly four members, 43-character canonical coordinates, on the curve; a key with a private member
 * has five.
 */
export function readKey(jwk: unknown): Checked<PublicKey> {
  if (!isMembers(jwk) || Object.keys(jwk).length !== 4) return fail('key_invalid');
  const { crv, kty, x, y } = jwk;
  if (crv !== 'P-256' || kty !== 'EC' || typeof x !== 'string' || typeof y !== 'string')
    return fail('key_invalid');
  const point = readPoint(x, y);
  if (!point || !isOnCurve(point)) return fail('key_invalid');
  // The coordinates are base64url by now: nothing in them needs escaping.
  const text = `{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`;
  return pass({ text, point });
}

/** RFC 7638: SHA-256 of the key's text. */
export async function thumbprint({ text }: PublicKey): Promise<string> {
  return encodeBase64url(await sha256(new TextEncoder().encode(text)));
}

/** SEC 1 §2.3.3: 4, then both coordinates. */
function readPoint(x: string, y: string): Uint8Array<ArrayBuffer> | null {
  if (x.length !== 43 || y.length !== 43) return null;
  const [px, py] = [decodeBase64url(x), decodeBase64url(y)];
  if (!px || !py) return null;
  const point = new Uint8Array(65);
  point[0] = 4;
  point.set(px, 1);
  point.set(py, 33);
  return point;
}
