import { checkKnown } from './known-options.ts';
import { checkApart, createMacKeys, deriveMacKeys, type MacKey, type MacKeys } from './mac/keys.ts';

/** The site's secrets: one of which all keys are derived, or the keys. */
export interface KeyOptions {
  /**
   * The site's one secret, at least 32 random bytes, the same in every process: the keys of nonces, binding
   * cookies and records are derived from it. Another secret unbinds everybody; `keys` can be rotated without
   * that.
   */
  readonly secret?: Uint8Array | undefined;
  /** Instead of `secret`: keys that are rotated one by one. */
  readonly keys?:
    | {
        /** HMAC keys of the nonces, newest first; keep the previous one for a nonce lifetime. */
        readonly nonce: readonly MacKey[];
        /**
         * HMAC keys of the `__Host-vrd` cookie, newest first, other ones than the nonces'. Keep the previous
         * one for 30 days, or drop it to unbind everybody. Null: no key is bound, and every visitor is a new
         * one.
         */
        readonly binding: readonly MacKey[] | null;
      }
    | undefined;
}

interface ReadKeys {
  readonly nonceKeys: MacKeys;
  readonly bindingKeys: MacKeys | null;
}

/** What is lost without each protection. A site must configure it or set it to null (A15). */
const LOST = {
  ledger:
    'a stolen session cookie goes unnoticed, no key can be revoked, and a rotated one starts without age',
  nearDuplicates: 'one recorded visit may be sent a thousand times',
  'keys.binding': 'no key is bound to a visitor, so that every one of them is new',
} as const;

/** The keys of nonces and binding cookies. @throws TypeError naming the option that is wrong */
export function readKeys({ secret, keys }: KeyOptions): ReadKeys {
  if (secret !== undefined) {
    check(keys === undefined, 'keys: give them or secret, not both');
    return { nonceKeys: deriveMacKeys(secret, 'nonce'), bindingKeys: deriveMacKeys(secret, 'binding') };
  }
  check(typeof keys === 'object' && keys !== null, 'keys, or secret, must be given');
  checkKnown(keys, { nonce: true, binding: true });
  const { nonce, binding } = keys;
  const nonceKeys = createMacKeys('keys.nonce', nonce);
  checkGiven('keys.binding', binding);
  if (binding === null) return { nonceKeys, bindingKeys: null };
  const bindingKeys = createMacKeys('keys.binding', binding);
  checkApart(nonce, binding);
  return { nonceKeys, bindingKeys };
}

/** @throws TypeError for a protection that is neither configured nor null */
export function checkGiven(name: keyof typeof LOST, value: unknown): void {
  check(value !== undefined, `${name} must be given, or null: without it ${LOST[name]}`);
}

function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new TypeError(message);
}
