/** A forest as training writes it down: numbers only, so that it costs a page a few kilobytes. */
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
  /** Base64 bytes, tree by tree: (mark, grade) for each split, then 2^depth leaves + 128. */
  readonly trees: string;
}

/** Boosted oblivious trees: every level of a tree asks one question (Prokhorenkova et al. 2018). */
export interface Forest {
  readonly aspects: number;
  /** Logit of automation of one stroke, by aspect; they sum to the stroke's logit. */
  score(marks: ArrayLike<number>): Float64Array;
}

/** Grades a mark is told apart in; 0 is a missing one. */
export const GRADES = 64;

/** The grade of a value within its range: 1..63, 0 where it is missing. */
export function gradeOf(value: number, low: number, high: number): number {
  if (!Number.isFinite(value)) return 0;
  const place = Math.floor(((value - low) / (high - low)) * (GRADES - 1));
  return 1 + Math.max(0, Math.min(GRADES - 2, place));
}

export function createForest({ low, high, depth, step, aspects, trees }: ForestData): Forest {
  const bytes = Uint8Array.from(atob(trees), (character) => character.charCodeAt(0));
  const leaves = 2 ** depth;
  const size = 2 * depth + leaves;
  const grades = new Uint8Array(low.length);
  return {
    aspects,
    score(marks) {
      for (let i = 0; i < grades.length; i += 1)
        grades[i] = gradeOf(marks[i] ?? Number.NaN, low[i] ?? 0, high[i] ?? 1);
      const logits = new Float64Array(aspects);
      for (let tree = 0, at = 0; at < bytes.length; tree += 1, at += size) {
        let leaf = 0;
        for (let level = 0; level < depth; level += 1) {
          const grade = grades[bytes[at + 2 * level] ?? 0] ?? 0;
          leaf = 2 * leaf + (grade > (bytes[at + 2 * level + 1] ?? 0) ? 1 : 0);
        }
        const vote = (bytes[at + 2 * depth + leaf] ?? 128) - 128;
        logits[tree % aspects] = (logits[tree % aspects] ?? 0) + vote * step;
      }
      return logits;
    },
  };
}
