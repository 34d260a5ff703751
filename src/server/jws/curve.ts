// NIST SP 800-186 §3.2.1.3, P-256: y² = x³ − 3x + B over the field of P elements.
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/**
 * Whether an uncompressed point (SEC 1) is one of P-256. `importKey` checks the same at 100 times the cost
 * and later, with the signature. This check keeps the order of §1.7, where a bad key is a bad header, and
 * keeps floods away from ECDSA. All values are public, so its time reveals nothing.
 */
export function isOnCurve({ buffer, byteOffset }: Uint8Array): boolean {
  const view = new DataView(buffer, byteOffset);
  // 32 bytes each, after the byte that says that there are two.
  const [x, y] = [readInteger(view, 1), readInteger(view, 33)];
  return x < P && y < P && (y * y - ((x * x - 3n) * x + B)) % P === 0n;
}

/** 256 bits, the most significant first. */
function readInteger(view: DataView, at: number): bigint {
  let integer = view.getBigUint64(at);
  for (let next = 8; next < 32; next += 8) integer = (integer << 64n) | view.getBigUint64(at + next);
  return integer;
}
