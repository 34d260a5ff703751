import type { ContextReason, Facts, Risk } from '../decision.ts';
import type { Outcome } from '../outcome.ts';
import { PRIOR, weightOf } from './context.ts';
import { riskOf } from './risk.ts';

/** What a visit may cost, in units of the site's currency: by its p, and by the ends of its interval. */
export interface Loss {
  readonly low: number;
  readonly expected: number;
  /** By the upper 80 % bound: what ranks a case. */
  readonly high: number;
}

export const NO_LOSS: Loss = { low: 0, expected: 0, high: 0 };

/** What the loss of a visit rests on. */
export interface Losing {
  readonly action: string;
  readonly outcome: Outcome;
  readonly risk: Risk;
  readonly context: readonly ContextReason[];
  readonly facts: Pick<Facts, 'amount'>;
}

/** Expected loss of a decision (decide.md §7); null where the amount or the risk is not known. */
export function expectedLossOf({ action, outcome, risk, facts }: Omit<Losing, 'context'>): number | null {
  if (facts.amount === null || risk.p === null) return null;
  return atStake(action, outcome, facts.amount, risk.high);
}

/**
 * The loss by which an alert ranks. What is not known is assumed: the amount by the action, and the risk of a
 * visit without a score by its context alone, as if its score were .5.
 */
export function lossOf({ action, outcome, risk, context, facts }: Losing): Loss {
  const sum = context.reduce((total, { weight }) => total + weight, 0);
  const { low, p, high } = risk.p === null ? riskOf(sum, PRIOR) : risk;
  const amount = facts.amount ?? weightOf(action).amount;
  const by = (probability: number) => atStake(action, outcome, amount, probability);
  return { low: by(low), expected: by(p ?? high), high: by(high) };
}

/** Nothing is lost any more in what was denied, and never more than the amount. */
function atStake(action: string, outcome: Outcome, amount: number, probability: number): number {
  if (outcome === 'deny' || !(amount > 0)) return 0;
  const bounded = Math.min(amount, Number.MAX_SAFE_INTEGER);
  return Math.min(bounded, clamp(probability) * weightOf(action).share * bounded);
}

const clamp = (probability: number): number => (probability >= 0 ? Math.min(1, probability) : 0);

export const addLoss = (a: Loss, b: Loss): Loss => ({
  low: a.low + b.low,
  expected: a.expected + b.expected,
  high: a.high + b.high,
});
