import type { ContextReason, Facts, Risk } from '../decision.ts';

/** How a sum of logits becomes a probability of fraud. */
interface Prior {
  readonly slope: number;
  readonly intercept: number;
  /** Half of the 80 % interval, logits. */
  readonly halfWidth: number;
}

/**
 * What is taken as true of a site until it has 200 labels: an assumption, since nobody publishes how often
 * visits of a given score are fraud. Without context a score of .05 gives 0.2 %, .5 gives 1.5 %, .95 gives
 * 11 %, and each may be off by a factor of four.
 */
const PRIOR: Prior = { slope: 0.7, intercept: -4.2, halfWidth: 1.4 };

/** Scores nearer to 0 or 1 say no more: decide.md §8 bounds the curve over these logits. */
const MAX_LOGIT = 8;

/**
 * Share of the amount that is lost where a visit is fraud. Assumed: all of it, whatever the action, since an
 * amount is only given where it is at stake.
 */
const AMOUNT_AT_STAKE = 1;

/** Risk of a visit by its score and its context, and the loss to be expected. */
export function riskOf(
  { score, amount }: Pick<Facts, 'score' | 'amount'>,
  context: readonly ContextReason[],
): { readonly risk: Risk; readonly expectedLoss: number | null } {
  const z = sumOf(score, context);
  if (z === null) return { risk: { p: null, basis: 'none', low: 0, high: 1 }, expectedLoss: null };
  const { slope, intercept, halfWidth } = PRIOR;
  const at = (shift: number) => 1 / (1 + Math.exp(-(slope * z + intercept + shift)));
  const risk: Risk = { p: at(0), basis: 'prior', low: at(-halfWidth), high: at(halfWidth) };
  return { risk, expectedLoss: amount === null ? null : risk.high * AMOUNT_AT_STAKE * amount };
}

/** The number that ranks a visit: its score's logit and its context. Null where there is no score. */
export const sumOf = (score: number, context: readonly ContextReason[]): number | null =>
  score >= 0 && score <= 1 ? context.reduce((sum, { weight }) => sum + weight, logitOf(score)) : null;

const logitOf = (score: number): number =>
  Math.max(-MAX_LOGIT, Math.min(MAX_LOGIT, Math.log(score / (1 - score))));
