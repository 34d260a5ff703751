import type { Outcome } from 'tellsign/decide';
import type { SeedVisit } from './visit.ts';

/** What is true of a visit, and was decided before anything ranked it. */
export interface Truth extends Pick<SeedVisit, 'who' | 'isFraud' | 'reason'> {
  /** Euros that are lost where nobody looks. */
  readonly loss: number;
}

/** Nothing is lost in what was refused, or where the thief does not pass the challenge. */
export function truthOf({ who, isFraud, reason, loses, passes }: SeedVisit, outcome: Outcome): Truth {
  const isStopped = outcome === 'deny' || (outcome === 'challenge' && !passes);
  return { who, isFraud, reason, loss: isStopped ? 0 : loses };
}
