import type { Transaction } from '../../wire/transaction.ts';
import type { ActionPolicy, Settings } from '../options.ts';

/** One call of `verify` or `enrol`, checked. */
export interface Expected {
  readonly action: string;
  /** Session id; undefined: the visitor's id in the binding cookie stands in. */
  readonly sid: string | undefined;
  readonly policy: Required<ActionPolicy>;
  /** What is about to be executed, as it was when `verify` was called. */
  readonly tx: Transaction | undefined;
  /** Its hash, which the token must have signed. */
  readonly txh: string | undefined;
  /** What the visitor sent as binding cookie, not read yet. */
  readonly binding: unknown;
  /** The key bound to this visitor, where the site keeps that itself. */
  readonly bound: Bound | undefined;
  readonly idempotencyKey: string | undefined;
  /** When the visit began by the server's clock, epoch seconds. */
  readonly servedAt: number | undefined;
  readonly explain: boolean;
}

/** The key bound to a visitor. */
export interface Bound {
  readonly jkt: string;
  readonly ageSeconds?: number | undefined;
}

/** What every step of one verification is held against; the clock is read once. */
export interface Context {
  readonly expected: Expected;
  readonly settings: Settings;
  /** Epoch seconds. */
  readonly now: number;
}
