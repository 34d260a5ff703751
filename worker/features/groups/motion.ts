import { type Context, type FeatureGroup, pooled } from '../group.ts';
import { correlation, mean, median, quartileRange, sum } from '../stats.ts';

/** Speed along mouse and pen strokes, pooled over the last 64 (features.md G3, 40–47, 51, 56, 59). */
export const createMotion = ({ strokes }: Context): FeatureGroup<'motion'> => ({
  read() {
    const all = strokes.values();
    const speeds = all.map((stroke) => stroke.speed);
    const n = all.length;
    const peaksAt = speeds.map((speed) => speed.peakAt);
    const variations = speeds.map((speed) => speed.variation);
    const submovements = speeds.map((speed) => speed.submovements);
    const singles = submovements.map((count) => (count === 1 ? 1 : 0));
    const slowEnds = speeds.map((speed) => speed.slowEnd);
    const curvePowers = speeds.map((speed) => speed.curvePower);
    const accelerations = speeds.map((speed) => speed.accelerationAutocorr);
    const seconds = sum(all.map((stroke) => stroke.durationMs)) / 1000;
    const distances = all.map((stroke) => Math.log(1 + stroke.distancePx));
    const durations = all.map((stroke) => Math.log(stroke.durationMs));
    return {
      peak_at_p50: pooled(peaksAt, median),
      peak_at_iqr: pooled(peaksAt, quartileRange),
      speed_cv: pooled(variations, median),
      single_share: pooled(singles, mean),
      submovement_rate: { value: sum(submovements) / seconds, n },
      slow_end_share: pooled(slowEnds, mean),
      distance_fit: { value: correlation(distances, durations), n },
      curve_power: pooled(curvePowers, median),
      acceleration_autocorr: pooled(accelerations, median),
    };
  },
});
