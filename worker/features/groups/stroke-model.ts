import { type Context, type FeatureGroup, type Statistics, statistic } from '../group.ts';
import { quantile, sum } from '../stats.ts';
import { type BoostedTrees, createTrees } from '../stroke/trees.ts';
import { STROKE_TREES } from '../stroke/trees-data.ts';

/** Strokes at which a score has half its weight. Chosen: few strokes must count less than many. */
const HALF = 2;

/** Mouse and pen strokes, scored one by one and pooled over the last 64. */
export function createStrokeModel({ strokes }: Context): FeatureGroup<'stroke_model'> {
  const trees = createTrees(STROKE_TREES);
  return {
    read: () =>
      poolStrokes(
        strokes.values().map(({ features }) => features),
        trees,
      ),
  };
}

/** The group's statistics from `strokeFeaturesOf` single strokes; training calls it with trees of its own. */
export function poolStrokes(
  strokes: readonly Float32Array[],
  trees: BoostedTrees,
): Statistics<'stroke_model'> {
  const votes = strokes.map((stroke) => trees.score(stroke));
  const n = votes.length;
  const totals = votes.map((vote) => vote.reduce((all, one) => all + one, 0));
  const weight = n / (n + HALF);
  const aspect = (place: number) => ({
    value: (sum(votes.map((vote) => vote[place] ?? 0)) / n) * weight,
    n,
  });
  return {
    shape_mean: aspect(0),
    speed_mean: aspect(1),
    smoothness_mean: aspect(2),
    accord_mean: aspect(3),
    total_p20: statistic(totals, (all) => quantile(all, 0.2) * weight),
    total_p80: statistic(totals, (all) => quantile(all, 0.8) * weight),
  };
}
