/**
 * Joins parts so that no two lists give the same bytes: each is its UTF-8 length in decimal, a colon, then
 * its bytes (protocol §1.4).
 *
 * @example netstring('ab', 'c') // bytes of "2:ab1:c"
 */
export function netstring(...parts: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  let joined = '';
  for (const part of parts) {
    const bytes = toBinary(part);
    joined += `${bytes.length}:${bytes}`;
  }
  const result = new Uint8Array(joined.length);
  for (let i = 0; i < result.length; i++) result[i] = joined.charCodeAt(i);
  return result;
}

/**
 * One character, U+0000 to U+00FF, for each byte. Plain ASCII needs no change: a `TextEncoder` would cost
 * more than the rest of this file.
 */
function toBinary(part: string | Uint8Array): string {
  if (typeof part === 'string' && /^[ -~]*$/.test(part)) return part;
  let binary = '';
  for (const byte of typeof part === 'string' ? new TextEncoder().encode(part) : part)
    binary += String.fromCharCode(byte);
  return binary;
}
