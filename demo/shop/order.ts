import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Answer, Decision, Place, Rule } from 'tellsign/decide';
import type { Transaction, Verification } from 'tellsign/server';
import type { Cart } from './cart.ts';
import type { Fields } from './fields.ts';

/** From where to where the account moved, for the page that explains a decision. */
export interface Journey {
  readonly from: Place | null;
  readonly to: Place | null;
}

/** What is kept of a checkout: no card, no address. */
export interface Order {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly cart: Cart;
  /** What was verified, and what is charged. */
  readonly tx: Transaction;
  readonly verdict: Verification;
  /** With everything it rests on. */
  readonly decision: Decision;
  /** What the shop did with it. */
  readonly answer: Answer;
  readonly journey: Journey;
  /** Rules of the policy that decided, as they are written. */
  readonly rules: readonly Rule[];
  /** Confirmed with a one-time code. */
  readonly confirmed: boolean;
}

export function createOrder(
  fields: Fields,
  about: Omit<Order, 'id' | 'name' | 'email' | 'confirmed'>,
): Order {
  const id = `KK-${randomBytes(4).toString('hex').toUpperCase()}`;
  return { id, name: fields.name, email: fields.email, confirmed: false, ...about };
}

export const firstNameOf = ({ name }: Order): string => name.split(/\s/)[0] ?? name;

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
