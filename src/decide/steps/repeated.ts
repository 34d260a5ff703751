import type { Outcome } from '../outcome.ts';
import { stricter } from '../outcome.ts';
import type { Answered } from '../records/records.ts';
import type { ReadRequest } from './read-request.ts';

/** What a request is about. Names are hashes. */
export interface Content {
  readonly account: string | null;
  readonly card: string | null;
  readonly amount: number | null;
  /** The site's own where none was named: to name it says nothing new. */
  readonly currency: string;
}

/** Names of a request, from the door. */
export interface RequestNames extends Pick<Content, 'account' | 'card'> {
  /** Of its idempotency key, by site, action and session; null where it has none. */
  readonly idempotency: string | null;
}

/** @param own the site's currency; empty where it never gives amounts */
export const contentOf = (
  { account, card }: Pick<Content, 'account' | 'card'>,
  { amount, currency }: Pick<ReadRequest, 'amount' | 'currency'>,
  own: string,
): Content => ({ account, card, amount, currency: currency === '' ? own : currency });

export const contentOfAnswered = (answered: Answered, own: string): Content =>
  contentOf(answered, answered.decision.facts, own);

/** Whether two requests with one idempotency key are the same: else the key was reused. */
export const isSame = (one: Content, other: Content): boolean =>
  one.account === other.account &&
  one.card === other.card &&
  one.amount === other.amount &&
  one.currency === other.currency;

/** The least that is asked where a key is reused: as much as before, and as much as in an outage. */
export function leastOf(before: Outcome, failover: Outcome): Outcome {
  const answerOf = (outcome: Outcome) => ({ outcome, hold: false });
  return stricter(answerOf(before), answerOf(failover)).outcome;
}
