/**
 * Joins parts so that no two lists give the same bytes: each is its UTF-8 length in decimal, a colon, then its bytes (protocol §1.4).
 *
 * @example netstring('ab', 'c') // bytes of "2:ab1:c"
 */
export function netstring(...parts: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const pieces = parts.flatMap((part) => {
    const bytes = typeof part === 'string' ? encoder.encode(part) : part;
    return [encoder.encode(`${bytes.length}:`), bytes];
  });
  const joined = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}
