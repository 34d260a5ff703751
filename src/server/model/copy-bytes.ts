/** Bytes as file readers and `fetch` give them. */
export type ModelBytes = ArrayBufferLike | ArrayBufferView;

/**
 * A copy of the bytes, or null for anything else. The caller may change its own bytes between the check of
 * their hash and their use.
 */
export function copyBytes(bytes: unknown): Uint8Array | null {
  if (ArrayBuffer.isView(bytes))
    return Uint8Array.from(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const isBuffer = /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(bytes));
  return isBuffer ? Uint8Array.from(new Uint8Array(bytes as ArrayBufferLike)) : null;
}
