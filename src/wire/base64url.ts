import { base64url } from 'jose';

/** RFC 4648 §5 without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  return base64url.encode(bytes);
}

/** Whole groups of four, then a rest whose unused bits are zero: the last of two characters carries 2 bits, the last of three 4. */
const CANONICAL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

/**
 * Bytes of a canonical base64url text; null for anything else. Canonical: what decodes would encode to the same text, so padding, the
 * other alphabet, white space and stray trailing bits are all refused (protocol §1.7).
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  return CANONICAL.test(text) ? new Uint8Array(base64url.decode(text)) : null;
}
