import type { Outcome } from '../../decide/index.ts';

/** What was answered, said of a visit. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  allow: 'let through',
  challenge: 'challenged',
  review: 'in review',
  deny: 'refused',
};
