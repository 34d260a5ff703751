import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Transaction, Verification } from 'tellsign/server';
import type { Decision } from '../policy.ts';
import type { Cart } from './cart.ts';
import type { Fields } from './fields.ts';

/** What is kept of a checkout: no card, no address. */
export interface Order {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly cart: Cart;
  /** What was verified, and what is charged. */
  readonly tx: Transaction;
  readonly decision: Decision;
  readonly verdict: Verification;
  /** Confirmed with a one-time code. */
  readonly confirmed: boolean;
}

export function createOrder(
  fields: Fields,
  about: Pick<Order, 'cart' | 'tx' | 'decision' | 'verdict'>,
): Order {
  const id = `KK-${randomBytes(4).toString('hex').toUpperCase()}`;
  return { id, name: fields.name, email: fields.email, confirmed: false, ...about };
}

/** Chosen: the usual length of a code by text message. */
export const CODE_DIGITS = 6;
/** Tries for one code. Chosen: five guesses at a million codes. */
export const CODE_TRIES = 5;

export function createCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}

/** Compares in constant time; spaces and dashes people copy along do not count. */
export function isCode(entered: unknown, code: string): boolean {
  if (typeof entered !== 'string') return false;
  const digits = Buffer.from(entered.slice(0, 32).replace(/[\s-]/g, ''));
  return digits.length === code.length && timingSafeEqual(digits, Buffer.from(code));
}
