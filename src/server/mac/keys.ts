import { createHmac } from '../jws/hash.ts';

/** One HMAC key. */
export interface MacKey {
  /** One byte, 0..255: names the key inside a nonce or a binding. */
  readonly kid: number;
  /** Random bytes: 32, and never fewer than 16. */
  readonly secret: Uint8Array;
}

/** A table of keys for one purpose; the first one signs, all of them verify. */
export interface MacKeys {
  /** kid of the key that signs. */
  readonly current: number;
  /** HMAC-SHA256 of the bytes; null when no key has this kid. */
  mac(kid: number, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array | null>;
}

const MIN_SECRET_BYTES = 16;

/**
 * Reads a key table, newest first. Rotate at least daily and keep the previous key for one nonce lifetime (§1.4).
 *
 * @throws TypeError naming the option
 */
export function createMacKeys(name: string, keys: readonly MacKey[]): MacKeys {
  if (!Array.isArray(keys) || keys.length === 0)
    throw new TypeError(`${name} must be a list of at least one key`);
  const macs = new Map<number, ReturnType<typeof createHmac>>();
  for (const key of keys as readonly Partial<MacKey>[]) {
    const { kid, secret } = key ?? {};
    if (!isByte(kid) || macs.has(kid))
      throw new TypeError(`${name}: kid must be an integer 0..255, each once`);
    if (!(secret instanceof Uint8Array) || secret.length < MIN_SECRET_BYTES) {
      throw new TypeError(`${name}: secret must be a Uint8Array of 32 random bytes`);
    }
    macs.set(kid, createHmac(Uint8Array.from(secret)));
  }
  return {
    current: keys[0]?.kid ?? 0,
    mac: async (kid, bytes) => macs.get(kid)?.(bytes) ?? null,
  };
}

const isByte = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 256;
