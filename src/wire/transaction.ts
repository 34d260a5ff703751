import { LABEL_TX } from '../contract/protocol.ts';
import { encodeBase64url } from './base64url.ts';
import { netstring } from './netstring.ts';

/** What is about to be executed: strings only, amounts in minor units. */
export type Transaction = Readonly<Record<string, string>>;

/**
 * `txh` of protocol §1.6: SHA-256 over every key and value, keys sorted by their UTF-8 bytes. The backend
 * computes it from what it is about to execute, never from what the browser sent beside the token.
 *
 * @throws TypeError for a value that is not a string, because 1 and "1.00" would hash alike only by accident;
 * for a Map, FormData or other iterable, whose entries are no members; and for a lone surrogate
 * @example await transactionHash({ amount: '12990', currency: 'EUR', payee: 'm_1', cart: digest })
 */
export async function transactionHash(transaction: Transaction): Promise<string> {
  if (!isTransaction(transaction)) throw new TypeError('transaction must be an object of strings');
  const parts = Object.keys(transaction)
    .sort(byCodePoint)
    .flatMap((key) => {
      const value: unknown = transaction[key];
      if (typeof value !== 'string') throw new TypeError(`transaction.${key} must be a string`);
      // UTF-8 has no lone surrogates: all of them would become U+FFFD, and two transactions would hash alike
      // (A14).
      if (!isWellFormed(key) || !isWellFormed(value))
        throw new TypeError('transaction must be well-formed Unicode, without lone surrogates');
      return [key, value];
    });
  const digest = await crypto.subtle.digest('SHA-256', netstring(LABEL_TX, ...parts));
  return encodeBase64url(new Uint8Array(digest));
}

/** Whether its members can be hashed. A Map or a form has entries instead, and would hash like nothing. */
export const isTransaction = (value: unknown): value is Transaction =>
  typeof value === 'object' && value !== null && !(Symbol.iterator in value);

/** `String.prototype.isWellFormed` of ES2024, for browsers without it. */
const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/**
 * UTF-8 byte order is code point order; the default sort compares UTF-16 units, which puts surrogates before
 * U+E000.
 */
function byCodePoint(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0) ?? 0);
  const right = Array.from(b, (character) => character.codePointAt(0) ?? 0);
  const place = left.findIndex((codePoint, i) => codePoint !== right[i]);
  return place < 0 ? left.length - right.length : (left[place] ?? 0) - (right[place] ?? -1);
}
