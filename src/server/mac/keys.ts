import { createHmac, type Hmac } from '../jws/hash.ts';
import { checkKnown } from '../known-options.ts';
import { isEqual } from './equal.ts';
import { checkSecret, deriveSecret, type Purpose } from './secret.ts';

/** One HMAC key. */
export interface MacKey {
  /** One byte, 0..255: names the key inside a nonce or a binding. */
  readonly kid: number;
  /** Random bytes, at least 32, and another secret for each purpose. */
  readonly secret: Uint8Array;
}

/** A table of keys for one purpose; the first one signs, all of them verify. */
export interface MacKeys {
  /** kid of the key that signs. */
  readonly current: number;
  /** HMAC-SHA256 of the bytes; null when no key has this kid. */
  mac(kid: number, bytes: Uint8Array<ArrayBuffer>): Uint8Array | null | Promise<Uint8Array | null>;
}

/**
 * Reads a key table, newest first. Rotate at least daily and keep the previous key for one nonce lifetime
 * (§1.4).
 *
 * @throws TypeError naming the option
 */
export function createMacKeys(name: string, keys: readonly MacKey[]): MacKeys {
  if (!Array.isArray(keys) || keys.length === 0)
    throw new TypeError(`${name} must be a list of at least one key`);
  const macs = new Map<number, Hmac>();
  for (const key of keys as readonly Partial<MacKey>[]) {
    const { kid, secret } = key ?? {};
    if (!isByte(kid) || macs.has(kid))
      throw new TypeError(`${name}: kid must be an integer 0..255, each once`);
    checkKnown(key, { kid: true, secret: true });
    checkSecret(`${name}: secret`, secret);
    macs.set(kid, createHmac(Uint8Array.from(secret)));
  }
  return {
    current: keys[0]?.kid ?? 0,
    mac: (kid, bytes) => macs.get(kid)?.(bytes) ?? null,
  };
}

/** The one key of a purpose, from the site's one secret. */
export function deriveMacKeys(secret: Uint8Array, purpose: Purpose): MacKeys {
  checkSecret('secret', secret);
  const own = Uint8Array.from(secret);
  // Derived at first use: WebCrypto is asynchronous and a constructor is not.
  let derived: Promise<Hmac> | undefined;
  return {
    current: DERIVED_KID,
    async mac(kid, bytes) {
      if (kid !== DERIVED_KID) return null;
      derived ??= deriveSecret(own, purpose).then(createHmac);
      return (await derived)(bytes);
    },
  };
}

/** @throws TypeError when both tables have one secret: a MAC of one purpose must not pass for the other */
export function checkApart(nonce: readonly MacKey[], binding: readonly MacKey[]): void {
  const isShared = nonce.some(({ secret }) => binding.some(({ secret: other }) => isEqual(secret, other)));
  if (isShared) throw new TypeError('keys.binding: secret must be another one than those of keys.nonce');
}

/** kid of a derived key. Chosen: arbitrary, because there is one key. */
const DERIVED_KID = 1;

const isByte = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 256;
