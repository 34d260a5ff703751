// NIST SP 800-186 §3.2.1.3, P-256: y² = x³ − 3x + B over the field of P elements.
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** Of a coordinate: P has 256 bits. */
const BYTES = 32;

/**
 * Whether two 32-byte coordinates are a point of P-256. `importKey` checks the same at 100 times the cost and
 * later, with the signature. This check keeps the order of §1.7, where a bad key is a bad header, and keeps
 * floods away from ECDSA. All values are public, so its time reveals nothing.
 */
export function isOnCurve(xBytes: Uint8Array, yBytes: Uint8Array): boolean {
  const x = toInteger(xBytes);
  const y = toInteger(yBytes);
  return x < P && y < P && (y * y - (x * x * x - 3n * x + B)) % P === 0n;
}

function toInteger({ buffer, byteOffset }: Uint8Array): bigint {
  const view = new DataView(buffer, byteOffset, BYTES);
  let integer = 0n;
  for (let at = 0; at < BYTES; at += 8) integer = (integer << 64n) | view.getBigUint64(at);
  return integer;
}
