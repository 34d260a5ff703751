import { createHmac, type Hmac } from '../../server/jws/hash.ts';
import { checkSecret, deriveSecret } from '../../server/mac/secret.ts';
import { encodeBase64url } from '../../wire/base64url.ts';
import { netstring } from '../../wire/netstring.ts';

/** What is never stored as it came. */
export type PrivateKind =
  | 'account'
  | 'card'
  | 'ip'
  | 'net'
  | 'session'
  | 'idempotency'
  | 'order'
  | 'draw'
  /** The group in which a key's visits are counted. */
  | 'part'
  /** The MAC of a site profile. */
  | 'profile';

/**
 * The name under which something private is stored: HMAC-SHA256 by the site's key, 16 bytes, base64url. At
 * once with Node's `crypto` module, once the key is derived, which spares a decision five promises.
 */
export type Door = (kind: PrivateKind, ...values: readonly string[]) => string | Promise<string>;

/** Bytes of a name: with 2⁶⁴ names two of them are alike (decide.md §3). */
const NAME_BYTES = 16;

/** @throws TypeError for what is no secret */
export function createDoor(secret: Uint8Array): Door {
  checkSecret('secret', secret);
  const own = Uint8Array.from(secret);
  // Derived at first use: WebCrypto is asynchronous and a constructor is not.
  let deriving: Promise<void> | undefined;
  let hmac: Hmac | undefined;
  return (kind, ...values) => {
    const bytes = netstring(`vrd-record-${kind}-v1`, ...values);
    if (hmac) return nameOf(hmac(bytes));
    deriving ??= deriveSecret(own, 'records').then((key) => {
      hmac = createHmac(key);
    });
    return deriving.then(() => nameOf((hmac as Hmac)(bytes)));
  };
}

const nameOf = (mac: Uint8Array | Promise<Uint8Array>): string | Promise<string> =>
  mac instanceof Uint8Array ? encodeBase64url(mac.subarray(0, NAME_BYTES)) : mac.then(nameOf);
