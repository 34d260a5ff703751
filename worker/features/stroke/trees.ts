/**
 * A forest as training writes it down: a character for each number, and numbers of a kind side by side, so that a compressor sees them as the
 * symbols they are and a page pays three kilobytes.
 */
export interface ForestData {
  /** Range of each mark that is told apart; beyond it all is alike. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Splits a tree asks, the same on every branch. */
  readonly depth: number;
  /** Logit units of one step of a leaf. */
  readonly step: number;
  /** What each tree is about, in turn: `aspects` trees make a round. */
  readonly aspects: number;
  /** Tree by tree: which mark each split asks about, ascending; how many marks after the split before it. */
  readonly marks: string;
  /** The grade that the mark must exceed, split by split. */
  readonly grades: string;
  /** Steps, 2^depth leaves a tree, the last split in the lowest bit. */
  readonly leaves: string;
}

/** Character codes of a mark or grade 0 (`0`) and of a leaf 0 (`P`); leaves are -32 to 31. */
export const CODE = 48;
export const LEAF_CODE = 80;

/** Boosted oblivious trees: every level of a tree asks one question (Prokhorenkova et al. 2018). */
export interface Forest {
  readonly aspects: number;
  /** Logit of automation of one stroke, by aspect; they sum to the stroke's logit. */
  score(marks: ArrayLike<number>): Float64Array;
}

/** Grades a mark is told apart in; 0 is a missing one. */
export const GRADES = 32;

/** The grade of a value within its range: 1..31, 0 where it is missing. */
export function gradeOf(value: number, low: number, high: number): number {
  if (!Number.isFinite(value)) return 0;
  const place = Math.floor(((value - low) / (high - low)) * (GRADES - 1));
  return 1 + Math.max(0, Math.min(GRADES - 2, place));
}

export function createForest({ low, high, depth, step, aspects, ...texts }: ForestData): Forest {
  const marks = codesOf(texts.marks, CODE);
  const above = codesOf(texts.grades, CODE);
  const leaves = codesOf(texts.leaves, LEAF_CODE);
  const grades = new Uint8Array(low.length);
  return {
    aspects,
    score(values) {
      for (let i = 0; i < grades.length; i += 1)
        grades[i] = gradeOf(values[i] ?? Number.NaN, low[i] ?? 0, high[i] ?? 1);
      const logits = new Float64Array(aspects);
      for (let tree = 0, at = 0; at < marks.length; tree += 1) {
        let leaf = tree;
        for (let level = 0, mark = 0; level < depth; level += 1, at += 1) {
          mark += marks[at] ?? 0;
          leaf = 2 * leaf + ((grades[mark] ?? 0) > (above[at] ?? 0) ? 1 : 0);
        }
        logits[tree % aspects] = (logits[tree % aspects] ?? 0) + (leaves[leaf] ?? 0) * step;
      }
      return logits;
    },
  };
}

const codesOf = (text: string, zero: number) =>
  Int8Array.from(text, (character) => character.charCodeAt(0) - zero);
