import type { Transaction } from '../../wire/transaction.ts';
import type { Settings } from '../options.ts';
import type { FullPolicy } from '../policy.ts';

/** One call of `verify` or `enrol`: its checked request, and the values that the message must agree with. */
export interface VerificationContext {
  readonly settings: Settings;
  /** Epoch seconds; the clock is read once. */
  readonly now: number;
  readonly action: string;
  /** Session id; undefined: the visitor's id in the binding cookie stands in. */
  readonly sid: string | undefined;
  readonly policy: FullPolicy;
  /** What is about to be executed, as it was when `verify` was called. */
  readonly tx: Transaction | undefined;
  /** Its hash, which the token must have signed. */
  readonly txh: string | undefined;
  /** The visitor's binding cookie, unchecked. */
  readonly binding: unknown;
  /** The key bound to this visitor, if the site keeps that itself. */
  readonly bound: BoundKey | undefined;
  readonly idempotencyKey: string | undefined;
  /** When the visit began by the server's clock, epoch seconds. */
  readonly servedAt: number | undefined;
  readonly explain: boolean;
}

/** The key bound to a visitor. */
export interface BoundKey {
  readonly jkt: string;
  readonly ageSeconds?: number | undefined;
}
