import { type Context, type FeatureGroup, pooled } from '../group.ts';
import { mean, median, quartileRange } from '../stats.ts';

/** Movement of fingers, the last 64 contacts (features.md G7). */
export const createSwipe = ({ contacts }: Context): FeatureGroup<'swipe'> => ({
  read() {
    const swipes = contacts.values().flatMap(({ stroke }) => stroke ?? []);
    const shapes = swipes.map(({ shape }) => shape);
    const speeds = swipes.map(({ speed }) => speed);
    const efficiencies = shapes.map((shape) => shape.efficiency);
    const turns = shapes.map((shape) => shape.turnMean);
    const sideChanges = shapes.map((shape) => shape.sideChanges);
    const straightShares = shapes.map((shape) => shape.straightShare);
    const peaksAt = speeds.map((speed) => speed.peakAt);
    const singles = speeds.map((speed) => (speed.submovements === 1 ? 1 : 0));
    const accelerations = speeds.map((speed) => speed.accelerationAutocorr);
    const shakes = swipes.map(({ detail }) => detail.shakeAcross);
    return {
      efficiency_p50: pooled(efficiencies, median),
      turn_mean: pooled(turns, median),
      side_changes: pooled(sideChanges, mean),
      straight_share: pooled(straightShares, mean),
      peak_at_p50: pooled(peaksAt, median),
      peak_at_iqr: pooled(peaksAt, quartileRange),
      single_share: pooled(singles, mean),
      smoothness: pooled(accelerations, median),
      shake: pooled(shakes, median),
    };
  },
});
