/** Shortest secret, bytes (A15). */
const MIN_BYTES = 32;

/**
 * @throws TypeError for a secret that is too short, or whose bytes are all alike, as in a buffer that was
 * never filled
 */
export function checkSecret(name: string, secret: unknown): asserts secret is Uint8Array {
  const isSecret =
    secret instanceof Uint8Array && secret.length >= MIN_BYTES && secret.some((byte) => byte !== secret[0]);
  if (!isSecret) throw new TypeError(`${name} must be a Uint8Array of at least 32 random bytes`);
}

/** The purpose of a key that is derived from the site's one secret. */
export type Purpose = 'nonce' | 'binding' | 'records';

/**
 * A key of 32 bytes for one purpose, by HKDF-SHA-256 (RFC 5869) with the purpose as `info`. A key reveals
 * nothing of another purpose's key.
 *
 * @throws TypeError as `checkSecret`
 */
export async function deriveSecret(secret: Uint8Array, purpose: Purpose): Promise<Uint8Array<ArrayBuffer>> {
  checkSecret('secret', secret);
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(secret), 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode(purpose);
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256));
}
