import { type Context, type FeatureGroup, pooled } from '../group.ts';
import { mean, median, quartileRange } from '../stats.ts';

/**
 * Difference at which two strokes count as half alike. The nearest of eight strokes of one person is three to
 * four times that far (sapimouse, dlrv).
 */
const ALIKE = 0.03;

/** Shape of mouse and pen strokes, pooled over the last 64 (features.md G3, 36–39, 52–55, 64). */
export const createPath = ({ strokes }: Context): FeatureGroup<'path'> => ({
  read() {
    const all = strokes.values();
    const shapes = all.map((stroke) => stroke.shape);
    const deviations = shapes.map((shape) => shape.deviation);
    const efficiencies = shapes.map((shape) => shape.efficiency);
    const sideChanges = shapes.map((shape) => shape.sideChanges);
    const turns = shapes.map((shape) => shape.turnMean);
    const tails = shapes.map((shape) => shape.turnTail);
    const straightShares = shapes.map((shape) => shape.straightShare);
    const autocorrelations = shapes.map((shape) => shape.turnAutocorr);
    const similarities = all.map((stroke) => 1 / (1 + stroke.nearest / ALIKE));
    return {
      efficiency_p50: pooled(efficiencies, median),
      deviation_p50: pooled(deviations, median),
      deviation_iqr: pooled(deviations, quartileRange),
      side_changes: pooled(sideChanges, mean),
      turn_mean: pooled(turns, median),
      turn_tail: pooled(tails, median),
      straight_share: pooled(straightShares, mean),
      turn_autocorr: pooled(autocorrelations, median),
      similarity: pooled(similarities, median),
    };
  },
});
