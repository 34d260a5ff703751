/** RFC 4648 §5 without padding. For messages of some kilobytes: every byte is an argument. */
export function encodeBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Whole groups of four, then a rest whose unused bits are zero: the last of two characters carries 2 bits, the last of three 4. */
const CANONICAL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

/**
 * Bytes of a canonical base64url text; null for anything else. Canonical: what decodes would encode to the same text, so padding, the
 * other alphabet, white space and stray trailing bits are all refused (protocol §1.7).
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  const binary = decodeBinary(text);
  if (binary === null) return null;
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** The same as a string with one character, U+0000 to U+00FF, for each byte. Where only ASCII counts this is the text itself. */
export function decodeBinary(text: string): string | null {
  return CANONICAL.test(text) ? atob(text.replaceAll('-', '+').replaceAll('_', '/')) : null;
}
