import {
  DEFAULT_LIFETIME_SECONDS,
  type NonceResponse,
  PROFILE_VERSION,
} from '../../src/contract/protocol.ts';
import { encodeBase64url } from '../../src/wire/base64url.ts';
import { canonicalJson } from '../../src/wire/canonical.ts';
import type { DeviceKey } from './device-key.ts';

const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** Protocol §1.3: 128 bits. */
const JTI_BYTES = 16;

/**
 * The claims of every message. The time of issue is the server's `now` plus `ageMs`, the nonce's age; the
 * device's own clock is not used (§1.8).
 */
export function datedClaims({ aud, now }: NonceResponse, ageMs: number, crypto: Crypto) {
  const iat = now + Math.floor(ageMs / 1000);
  return {
    aud,
    exp: iat + DEFAULT_LIFETIME_SECONDS,
    iat,
    jti: encodeBase64url(crypto.getRandomValues(new Uint8Array(JTI_BYTES))),
    v: PROFILE_VERSION,
  };
}

/** The four members of a public key, in the order of RFC 7638. */
export async function publicJwk({ publicKey }: DeviceKey, crypto: Crypto): Promise<object> {
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  return { crv, kty, x, y };
}

/**
 * A message of protocol §1.3: a compact JWS, canonical JSON, ES256 by the device key. Rejects if it cannot be
 * made.
 */
export async function signMessage(
  typ: string,
  claims: object,
  { key, crypto }: { readonly key: DeviceKey; readonly crypto: Crypto },
): Promise<string> {
  const jwk = await publicJwk(key, crypto);
  const content = `${segment({ alg: 'ES256', jwk, typ })}.${segment(claims)}`;
  const signature = await crypto.subtle.sign(SIGNATURE, key.privateKey, new TextEncoder().encode(content));
  return `${content}.${encodeBase64url(new Uint8Array(signature))}`;
}

function segment(value: object): string {
  return encodeBase64url(new TextEncoder().encode(canonicalJson(value)));
}
