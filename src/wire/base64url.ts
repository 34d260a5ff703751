import { base64url } from 'jose';

/** RFC 4648 §5 without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  return base64url.encode(bytes);
}

/**
 * Bytes of a canonical base64url text; null for anything else. Canonical: what decodes must encode to the same text, so padding, the
 * other alphabet, white space and stray trailing bits are all refused (protocol §1.7).
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = new Uint8Array(base64url.decode(text));
  return base64url.encode(bytes) === text ? bytes : null;
}
