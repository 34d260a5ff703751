import type { Verification } from 'tellsign/server';

/** What the shop does with an order. Nobody is refused here: a person looks at what a score doubts. */
export type Decision = 'allow' | 'challenge' | 'review' | 'retry';

/** Flags that say the message was worked on; they never refuse, they only cost the fast lane. */
const TAMPERED: ReadonlySet<string> = new Set([
  'score_mismatch',
  'implausible_timing',
  'implausible_evidence',
  'near_duplicate',
  'counter_regress',
]);

/**
 * The whole policy. Low passes; medium, unknown and missing are asked for a one-time code; high goes to a person.
 * A verdict that is too old, already used or made for another basket gets one fresh nonce, and after that a code.
 */
export function decide(verdict: Verification, retries = 0): Decision {
  if (!verdict.ok)
    return verdict.retry === 'nonce' && verdict.code !== 'missing' && retries === 0 ? 'retry' : 'challenge';
  if (verdict.level === 'high') return 'review';
  if (verdict.level === 'low' && !verdict.flags.some((flag) => TAMPERED.has(flag))) return 'allow';
  return 'challenge';
}
