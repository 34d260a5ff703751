import type { Environment } from '../../../src/contract/event.ts';
import {
  type Context,
  type FeatureGroup,
  type FeatureValues,
  isClockFine,
  reading,
  records,
} from '../group.ts';
import { quantile, sum } from '../stats.ts';
import { type BoostedTrees, createTrees } from '../stroke/trees.ts';
import { STROKE_TREES } from '../stroke/trees-data.ts';

/** A clock this coarse, ms, puts whole parts of a stroke at one time. */
const MAX_GRAIN_MS = 20;
/** Strokes it takes for half the weight: few strokes must not speak as loud as many. */
const HALF = 2;
const LEAST = 3;

/** Mouse and pen strokes, judged one by one and pooled over the last 64. */
export function createReach({ environment, strokes }: Context): FeatureGroup<'reach'> {
  const trees = createTrees(STROKE_TREES);
  return {
    read: () =>
      readReach({
        strokes: strokes.values().map(({ features }) => features),
        trees,
        environment: environment(),
      }),
  };
}

export interface Reaches {
  /** Of each stroke, `strokeFeaturesOf`. */
  readonly strokes: readonly Float32Array[];
  readonly trees: BoostedTrees;
  readonly environment: Environment;
}

/** The group's features from single strokes; training calls it with trees of its own. */
export function readReach({ strokes, trees, environment }: Reaches): FeatureValues<'reach'> {
  const possible = records(environment, 'move') && isClockFine(environment, MAX_GRAIN_MS);
  const votes = strokes.map((stroke) => trees.score(stroke));
  const n = votes.length;
  const totals = votes.map((vote) => vote.reduce((all, one) => all + one, 0));
  const weight = n / (n + HALF);
  const pool = (value: number) => reading(value * weight, n, LEAST, possible);
  const mean = (aspect: number) => pool(sum(votes.map((vote) => vote[aspect] ?? 0)) / n);
  return {
    shape_mean: mean(0),
    speed_mean: mean(1),
    smoothness_mean: mean(2),
    accord_mean: mean(3),
    total_p20: pool(quantile(totals, 0.2)),
    total_p80: pool(quantile(totals, 0.8)),
  };
}
