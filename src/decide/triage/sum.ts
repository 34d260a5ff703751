import { GROUPS } from '../../contract/features/index.ts';
import type { ContextReason, Facts } from '../decision.ts';

/** One bar of the sum that ranks a visit. */
export interface SumPart extends ContextReason {
  /** Where every visit starts, what one group of features says, or a fact beside the score. */
  readonly kind: 'base' | 'group' | 'context';
}

/** Scores nearer to 0 or 1 say no more: decide.md §8 bounds the curve over these logits. */
const MAX_LOGIT = 8;

/**
 * A visit like a person's says no more against fraud than this, because people commit fraud, too (decide.md
 * §1: the score is the probability of automation). Assumption: half of all fraud is typed by hand. Then being
 * like a person halves the odds, which is −1 at the prior's slope of .7.
 */
const LEAST_LOGIT = -1;
const PERSON: ContextReason = {
  code: 'person_like',
  weight: 0,
  text: 'People commit fraud, too: being like a person says no more against it.',
};

/** The model's name for where every visit starts. */
const BASELINE = 'baseline';

/**
 * The parts of `z`, which is their sum in this order. Groups are those of the model; the base holds the rest
 * of the score's logit: the model's baseline, its calibration, and what is cut off beyond ±8. Without a score
 * there is no base, and no group.
 */
export function partsOf(
  { score, groups }: Pick<Facts, 'score' | 'groups'>,
  context: readonly ContextReason[],
): readonly SumPart[] {
  const facts = context.map((reason): SumPart => ({ ...reason, kind: 'context' }));
  if (!hasScore(score)) return facts;
  const own = Object.entries(groups)
    .filter(([code, weight]) => code !== BASELINE && Number.isFinite(weight) && weight !== 0)
    .map(([code, weight]): SumPart => ({ kind: 'group', code, weight, text: titleOf(code) }))
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const rest = own.reduce((left, { weight }) => left - weight, logitOf(score));
  const base: SumPart = { kind: 'base', code: BASELINE, weight: rest, text: 'Where every visit starts.' };
  const beyond = LEAST_LOGIT - logitOf(score);
  const person: SumPart = { ...PERSON, kind: 'context', weight: beyond };
  return [base, ...own, ...(beyond > 0 ? [person] : []), ...facts];
}

/**
 * The number that ranks a visit: its score's logit, at the least −1, and its context. Null where there is no
 * score.
 */
export const sumOf = (score: number, context: readonly ContextReason[]): number | null =>
  hasScore(score)
    ? context.reduce((sum, { weight }) => sum + weight, Math.max(LEAST_LOGIT, logitOf(score)))
    : null;

const hasScore = (score: number): boolean => score >= 0 && score <= 1;

const titleOf = (code: string): string =>
  Object.hasOwn(GROUPS, code) ? `${GROUPS[code as keyof typeof GROUPS].title}.` : code;

const logitOf = (score: number): number =>
  Math.max(-MAX_LOGIT, Math.min(MAX_LOGIT, Math.log(score / (1 - score))));
