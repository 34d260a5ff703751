import type { Decision } from '../decision.ts';
import { sumOf } from '../triage/sum.ts';
import type { Stub } from './retention.ts';

/** What is to be left of a decision when it expires. */
export function stubOf({ id, atMs, action, outcome, facts, context, propensity }: Decision): Stub {
  const { amount, score } = facts;
  return { id, atMs, action, outcome, amount, z: sumOf(score, context), propensity: propensity ?? null };
}
