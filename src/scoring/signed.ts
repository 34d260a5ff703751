import { MAX_RELEASE_CHARS, MAX_RELEASE_KEYS } from '../contract/release.ts';
import type { Result } from '../contract/result.ts';
import { decodeBase64url, decodeBinary, encodeBase64url } from '../wire/base64url.ts';
import { canonicalJson, parseCanonical } from '../wire/canonical.ts';

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A message whose signature is one of a pinned key. */
export interface Signed {
  /** What it says; null for text that is no canonical JSON. */
  readonly claims: unknown;
  /** The key that signed. */
  readonly jwk: JsonWebKey;
  /** RFC 7638 thumbprint of that key. */
  readonly key: string;
}

/** `unavailable`: the platform has no WebCrypto. */
export type SignedFault = 'malformed' | 'key' | 'signature' | 'unavailable';

export interface SignedOptions {
  /** The only `typ` that is taken. */
  readonly typ: string;
  /** Thumbprints of the keys that may sign, one or two. */
  readonly keys: readonly string[];
}

/**
 * What a compact JWS says, if a pinned key signed it. Nothing in the message is used before. Never rejects.
 */
export async function readSigned(
  text: unknown,
  { typ, keys }: SignedOptions,
): Promise<Result<Signed, SignedFault>> {
  const refuse = (code: SignedFault) => ({ ok: false, code }) as const;
  const message = open(text, typ);
  if (!message) return refuse('malformed');
  const { jwk, signed, signature, payload } = message;
  try {
    const key = encodeBase64url(
      new Uint8Array(await crypto.subtle.digest('SHA-256', encode(canonicalJson(jwk)))),
    );
    if (keys.length > MAX_RELEASE_KEYS || !keys.includes(key)) return refuse('key');
    if (!(await isSigned(jwk, signature, encode(signed)))) return refuse('signature');
    const read = parseCanonical(payload);
    return { ok: true, value: { claims: read.ok ? read.value : null, jwk, key } };
  } catch {
    return refuse('unavailable');
  }
}

const encode = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));

interface Message {
  readonly jwk: JsonWebKey;
  readonly signed: string;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly payload: string;
}

/** A compact JWS with exactly this header; null for anything else. Nothing in it is trusted yet. */
function open(text: unknown, typ: string): Message | null {
  if (typeof text !== 'string' || text.length > MAX_RELEASE_CHARS) return null;
  const [header = '', claims = '', end = '', ...rest] = text.split('.', 4);
  const [head, payload, signature] = [decodeBinary(header), decodeBinary(claims), decodeBase64url(end)];
  if (rest.length > 0 || head === null || payload === null || signature?.length !== 64) return null;
  const read = parseCanonical(head);
  const { crv, kty, x, y } = Object(Object(read.ok && read.value).jwk) as JsonWebKey;
  const jwk = { crv, kty, x, y } as JsonWebKey;
  try {
    // Written again from what counts: any other algorithm, type or member gives another text.
    if (canonicalJson({ alg: 'ES256', jwk, typ }) !== head) return null;
  } catch {
    return null;
  }
  return { jwk, signed: `${header}.${claims}`, signature, payload };
}

/** ES256 by the platform; false where it refuses the key. */
async function isSigned(
  jwk: JsonWebKey,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const key = await crypto.subtle.importKey('jwk', jwk, KEY, false, ['verify']).catch(() => null);
  return key !== null && crypto.subtle.verify(SIGNATURE, key, signature, signed);
}
