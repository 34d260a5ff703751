import {
  BINS,
  binOf,
  CODE,
  LEAF_CODE,
  LEAF_STEPS,
  type TreesData,
} from '../../worker/features/stroke/trees.ts';
import { createRandom } from '../random.ts';
import { boost, type Tree } from './boosting/boost.ts';
import type { Split } from './boosting/split.ts';
import { quantile, rounded } from './scale.ts';

export interface StrokeTreesOptions {
  /** Seed's name. */
  readonly name: string;
  /** Features that each aspect's trees may split on, in the order in which the aspects take turns. */
  readonly aspects: readonly (readonly number[])[];
  /** Trees of each aspect. */
  readonly rounds: number;
  readonly depth: number;
  readonly learningRate: number;
  /** Share of the strokes each tree sees, and of the features each level may split on. */
  readonly rowShare: number;
  readonly columnShare: number;
  /** Pull of every leaf towards 0, in strokes. */
  readonly ridge: number;
  /** Logit units of one step of a leaf. */
  readonly leafStep: number;
}

/** One stroke to learn from. */
export interface Example {
  readonly features: ArrayLike<number>;
  readonly automation: boolean;
  /** Relative; classes and strata even. */
  readonly weight: number;
}

type Range = readonly [low: number, high: number];

/** Boosted oblivious trees that score single strokes, as the worker carries them. */
export function fitStrokeTrees(examples: readonly Example[], options: StrokeTreesOptions): TreesData {
  const { aspects, rounds, depth, learningRate, rowShare, columnShare, ridge, leafStep } = options;
  const width = examples[0]?.features.length ?? 0;
  const ranges = Array.from({ length: width }, (_, feature) => rangeOf(examples, feature));
  const mean = examples.reduce((sum, { weight }) => sum + weight, 0) / examples.length;
  const table = {
    columns: ranges.map(([low, high], feature) =>
      Uint8Array.from(examples, ({ features }) => binOf(features[feature] ?? Number.NaN, low, high)),
    ),
    bins: ranges.map(() => BINS),
    labels: Uint8Array.from(examples, ({ automation }) => (automation ? 1 : 0)),
    weights: Float64Array.from(examples, ({ weight }) => weight / mean),
  };
  const trees = boost(table, {
    shape: 'oblivious',
    missing: 'lowest',
    leastCurvature: 0,
    trees: rounds * aspects.length,
    columnsOf: (tree) => aspects[tree % aspects.length] ?? [],
    columnsDrawn: 'level',
    leafSteps: LEAF_STEPS,
    // The seed's first name decides the shipped numbers; it stays when the code around it gets another name.
    random: createRandom('forest', options.name),
    depth,
    learningRate,
    rowShare,
    columnShare,
    ridge,
    leafStep,
  });
  return encode(
    trees.map((tree) => flatten(tree, options)),
    ranges,
    options,
  );
}

function rangeOf(examples: readonly Example[], feature: number): Range {
  const stride = Math.max(1, Math.floor(examples.length / 20_000));
  const values = examples
    .filter((_, index) => index % stride === 0)
    .flatMap(({ features }) => (Number.isFinite(features[feature]) ? [features[feature] as number] : []))
    .sort((a, b) => a - b);
  // Rounded before values are put into bins, so that rounding changes no answer.
  const [low, high] = [rounded(quantile(values, 0.01), 2), rounded(quantile(values, 0.99), 2)];
  return [low, high > low ? high : low + 1];
}

/**
 * An oblivious tree: one question a level, and steps of the leaves by their answers, the last in the lowest
 * bit.
 */
interface FlatTree {
  readonly splits: readonly Split[];
  readonly steps: readonly number[];
}

/** The order of the questions does not matter; ascending, their differences are smaller numbers. */
function flatten({ splits, leaves }: Tree, { depth, leafStep }: StrokeTreesOptions): FlatTree {
  const asked = Array.from({ length: depth }, (_, level) => ({
    level,
    split: splits[2 ** level] ?? { column: 0, bin: 0, missingLeft: true },
  })).sort((a, b) => a.split.column - b.split.column || a.split.bin - b.split.bin);
  const steps = Array.from({ length: 2 ** depth }, (_, leaf) => {
    // The leaf of the same answers in the tree as it was grown.
    const grown = asked.reduce(
      (bits, { level }, place) => bits | (((leaf >> (depth - 1 - place)) & 1) << (depth - 1 - level)),
      0,
    );
    return Math.round((leaves[2 ** depth + grown] ?? 0) / leafStep);
  });
  return { splits: asked.map(({ split }) => split), steps };
}

function encode(
  trees: readonly FlatTree[],
  ranges: readonly Range[],
  { depth, leafStep, aspects }: StrokeTreesOptions,
): TreesData {
  const text = (codes: readonly number[], zero: number) =>
    String.fromCharCode(...codes.map((code) => code + zero));
  const splits = trees.flatMap((tree) => tree.splits);
  const distances = splits.map(({ column }, at) =>
    at % depth === 0 ? column : column - (splits[at - 1]?.column ?? 0),
  );
  return {
    low: ranges.map(([low]) => low),
    high: ranges.map(([, high]) => high),
    depth,
    step: leafStep,
    aspects: aspects.length,
    features: text(distances, CODE),
    bins: text(
      splits.map(({ bin }) => bin),
      CODE,
    ),
    leaves: text(
      trees.flatMap(({ steps }) => steps),
      LEAF_CODE,
    ),
  };
}
