import { checkKnown } from './known-options.ts';
import { checkApart, createMacKeys, deriveMacKeys } from './mac/keys.ts';
import type { Settings, VerifierOptions } from './options.ts';

/** What is lost without each protection. A site must configure it or set it to null (A15). */
const LOST = {
  ledger:
    'a stolen session cookie goes unnoticed, no key can be revoked, and a rotated one starts without age',
  nearDuplicates: 'one recorded visit may be sent a thousand times',
  'keys.binding': 'no key is bound to a visitor, so that every one of them is new',
} as const;

/** The keys of nonces and binding cookies. @throws TypeError naming the option that is wrong */
export function readKeys({ secret, keys }: VerifierOptions): Pick<Settings, 'nonceKeys' | 'bindingKeys'> {
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
