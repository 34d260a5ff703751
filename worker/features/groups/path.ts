import { type Context, type FeatureGroup, reading, records } from '../group.ts';
import { mean, median, quartileRange } from '../stats.ts';

/** Difference at which two strokes count as half alike; people's nearest of eight is three to four times that far (sapimouse, dlrv). */
const ALIKE = 0.03;

/** Shape of mouse and pen strokes, pooled over the last 64 (features.md G3, 36–39, 52–55, 64). */
export const createPath = ({ environment, strokes }: Context): FeatureGroup<'path'> => ({
  read() {
    const drawn = strokes.values();
    const shapes = drawn.map((stroke) => stroke.shape);
    const possible = records(environment(), 'move');
    const pool = (values: readonly number[], least: number, pooled = median) => {
      const measured = values.filter(Number.isFinite);
      return reading(pooled(measured), measured.length, least, possible);
    };
    const deviations = shapes.map((shape) => shape.deviation);
    return {
      efficiency_p50: pool(
        shapes.map((shape) => shape.efficiency),
        3,
      ),
      deviation_p50: pool(deviations, 3),
      deviation_iqr: pool(deviations, 5, quartileRange),
      side_changes: pool(
        shapes.map((shape) => shape.sideChanges),
        3,
        mean,
      ),
      turn_mean: pool(
        shapes.map((shape) => shape.turnMean),
        3,
      ),
      turn_tail: pool(
        shapes.map((shape) => shape.turnTail),
        3,
      ),
      straight_share: pool(
        shapes.map((shape) => shape.straightShare),
        3,
        mean,
      ),
      turn_autocorr: pool(
        shapes.map((shape) => shape.turnAutocorr),
        3,
      ),
      similarity: pool(
        drawn.map((stroke) => 1 / (1 + stroke.nearest / ALIKE)),
        5,
      ),
    };
  },
});
