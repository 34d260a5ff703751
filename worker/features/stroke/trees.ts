/**
 * Boosted trees as training writes them: a character for each number, and numbers of a kind side by side.
 * Compressed they are three kilobytes.
 */
export interface TreesData {
  /** Range of each stroke feature that is divided into bins; values beyond it count as its ends. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Questions a tree asks, the same on every branch. */
  readonly depth: number;
  /** Logit units of one step of a leaf. */
  readonly step: number;
  /** Number of aspects. Tree i belongs to aspect i modulo this. */
  readonly aspects: number;
  /** Tree by tree: the feature of each question, ascending, as the difference from the one before it. */
  readonly features: string;
  /** The bin that the feature must exceed, question by question. */
  readonly bins: string;
  /** Steps, 2^depth leaves a tree, the last question in the lowest bit. */
  readonly leaves: string;
}

/** Character codes of a feature or bin 0 (`0`) and of a leaf 0 (`P`). */
export const CODE = 48;
export const LEAF_CODE = 80;
/** Least and most steps of a leaf: what one printable character holds on either side of `LEAF_CODE`. */
export const LEAF_STEPS = [-32, 31] as const;

/** Boosted oblivious trees: every level of a tree asks one question (Prokhorenkova et al. 2018). */
export interface BoostedTrees {
  readonly aspects: number;
  /** Logit of automation of one stroke, by aspect; they sum to the stroke's logit. */
  score(features: ArrayLike<number>): Float64Array;
}

/** Bins of a feature; bin 0 means missing. */
export const BINS = 32;

/** The bin of a value within its range: 1..31, 0 where it is missing. */
export function binOf(value: number, low: number, high: number): number {
  if (!Number.isFinite(value)) return 0;
  const place = Math.floor(((value - low) / (high - low)) * (BINS - 1));
  return 1 + Math.max(0, Math.min(BINS - 2, place));
}

export function createTrees({ low, high, depth, step, aspects, ...texts }: TreesData): BoostedTrees {
  const distances = codesOf(texts.features, CODE);
  const above = codesOf(texts.bins, CODE);
  const leaves = codesOf(texts.leaves, LEAF_CODE);
  const bins = new Uint8Array(low.length);
  return {
    aspects,
    score(values) {
      for (let i = 0; i < bins.length; i += 1)
        bins[i] = binOf(values[i] ?? Number.NaN, low[i] ?? 0, high[i] ?? 1);
      const logits = new Float64Array(aspects);
      for (let tree = 0, at = 0; at < distances.length; tree += 1) {
        let leaf = tree;
        for (let level = 0, feature = 0; level < depth; level += 1, at += 1) {
          feature += distances[at] ?? 0;
          leaf = 2 * leaf + ((bins[feature] ?? 0) > (above[at] ?? 0) ? 1 : 0);
        }
        logits[tree % aspects] = (logits[tree % aspects] ?? 0) + (leaves[leaf] ?? 0) * step;
      }
      return logits;
    },
  };
}

const codesOf = (text: string, zero: number) =>
  Int8Array.from(text, (character) => character.charCodeAt(0) - zero);
