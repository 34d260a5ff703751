/** RFC 4648 §5 without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i++) binary += String.fromCharCode(bytes[i] ?? 0);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * The last characters allowed, by the text's length modulo 4. Others would set bits that belong to no byte. A
 * remainder of 1 is impossible, because one character holds no byte.
 */
const ENDS = [null, '', 'AQgw', 'AEIMQUYcgkosw048'];

/**
 * Bytes of a canonical base64url text; null for anything else. Canonical: what decodes would encode to the
 * same text, so padding, the other alphabet, white space and stray trailing bits are all refused (protocol
 * §1.7).
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  const binary = decodeBinary(text);
  if (binary === null) return null;
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * The same as a string with one character, U+0000 to U+00FF, for each byte. Of bytes that are ASCII it is
 * their text.
 */
export function decodeBinary(text: string): string | null {
  const ends = ENDS[text.length % 4] ?? null;
  if (!/^[\w-]*$/.test(text) || (ends !== null && !ends.includes(text.slice(-1)))) return null;
  return atob(text.replaceAll('-', '+').replaceAll('_', '/'));
}
