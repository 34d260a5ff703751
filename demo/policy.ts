import type { Accepted, Verification } from 'tellsign/server';

/** What the shop does with an order. Nobody is refused: a person looks at a doubtful one. */
export type Decision = 'allow' | 'challenge' | 'review' | 'retry';

/**
 * Flags that an honest visit may carry: a first visit, a private window, less consent. With any other flag,
 * also one that a later version brings, the shop asks for a code.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  'unbound',
  'fresh_key',
  'ephemeral_key',
  'reduced_consent',
  'assisted_entry',
]);

/** What the session has seen before. */
export interface Tries {
  /** Refused verdicts in a row. */
  readonly retries: number;
  /** Wrong one-time codes in all. */
  readonly wrongCodes: number;
}
const NO_TRIES: Tries = { retries: 0, wrongCodes: 0 };
/** Chosen: three orders with five tries each, 15 guesses at a million codes. */
const MOST_WRONG_CODES = 15;

/**
 * The whole policy. Low passes; medium, unknown and missing are asked for a one-time code; high goes to a
 * person. A verdict that is too old, already used or made for another basket gets one fresh nonce, and after
 * that a code.
 */
export function decide(verdict: Verification, { retries, wrongCodes }: Tries = NO_TRIES): Decision {
  if (!verdict.ok)
    return verdict.retry === 'nonce' && verdict.code !== 'missing' && retries === 0
      ? 'retry'
      : ask(wrongCodes);
  if (verdict.level === 'high') return 'review';
  if (verdict.level === 'low' && isClean(verdict)) return 'allow';
  return ask(wrongCodes);
}

/** After many wrong codes a person looks at the order: another code would be another five guesses. */
const ask = (wrongCodes: number): Decision => (wrongCodes < MOST_WRONG_CODES ? 'challenge' : 'review');

const isClean = ({ flags, degraded }: Accepted): boolean =>
  degraded.length === 0 && flags.every((flag) => HARMLESS.has(flag));
