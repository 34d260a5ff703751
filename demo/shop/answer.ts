import type { Answer } from 'tellsign/decide';
import type { Verification } from 'tellsign/server';

/** Chosen: three orders with five tries each, 15 guesses at a million codes. */
const MOST_WRONG_CODES = 15;
/** An answer that holds an order back until a person has looked at it. */
const HELD: Answer = { outcome: 'review', hold: true };

/**
 * What the shop does with a decision: what it says. Only after many wrong codes a person looks at the order,
 * because another code would be another five guesses.
 */
export function answerTo({ outcome, hold }: Answer, wrongCodes: number): Answer {
  return outcome === 'challenge' && wrongCodes >= MOST_WRONG_CODES ? HELD : { outcome, hold };
}

/**
 * Whether a fresh nonce may help: the verdict was too old, already used or made for another basket. The
 * browser gets one such chance, and what comes next is decided on. A missing verdict gets none.
 */
export const mayTryAgain = (verdict: Verification, retries: number): boolean =>
  !verdict.ok && verdict.retry === 'nonce' && verdict.code !== 'missing' && retries === 0;
