/** What the site does with a visit, from mild to strict (decide.md §4). */
export const OUTCOMES = ['allow', 'challenge', 'review', 'deny'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** An outcome, and for `review` whether the order is held back until a person has looked. */
export interface Answer {
  readonly outcome: Outcome;
  readonly hold: boolean;
}

/** Rank of an answer: a greater number is stricter. A review is stricter where it holds back. */
export const strictnessOf = ({ outcome, hold }: Answer): number =>
  OUTCOMES.indexOf(outcome) + (hold ? HOLD : 0);

/** Any number between 0 and 1 puts a held review between `review` and `deny`. */
const HOLD = 0.5;

/** The stricter of two answers; the first where they are equal. */
export const stricter = <A extends Answer>(a: A, b: A): A => (strictnessOf(b) > strictnessOf(a) ? b : a);
