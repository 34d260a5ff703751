import { type Context, type FeatureGroup, isClockFine, reading, records } from '../group.ts';
import { correlation, mean, median, quartileRange, sum } from '../stats.ts';

/** A clock this coarse, ms, puts whole parts of a stroke at one time. */
const MAX_GRAIN_MS = 20;

/** Speed along mouse and pen strokes, pooled over the last 64 (features.md G3, 40–47, 51, 56, 59). */
export const createMotion = ({ environment, strokes }: Context): FeatureGroup<'motion'> => ({
  read() {
    const env = environment();
    const drawn = strokes.values();
    const speeds = drawn.map((stroke) => stroke.speed);
    const possible = records(env, 'move') && isClockFine(env, MAX_GRAIN_MS);
    const pool = (values: readonly number[], least: number, pooled = median) => {
      const measured = values.filter(Number.isFinite);
      return reading(pooled(measured), measured.length, least, possible);
    };
    const peaks = speeds.map((speed) => speed.submovements);
    const seconds = sum(drawn.map((stroke) => stroke.durationMs)) / 1000;
    const peakAt = speeds.map((speed) => speed.peakAt);
    return {
      peak_at_p50: pool(peakAt, 3),
      peak_at_iqr: pool(peakAt, 5, quartileRange),
      speed_cv: pool(
        speeds.map((speed) => speed.variation),
        3,
      ),
      single_share: pool(
        peaks.map((count) => (count === 1 ? 1 : 0)),
        3,
        mean,
      ),
      submovement_rate: reading(sum(peaks) / seconds, drawn.length, 3, possible),
      slow_end_share: pool(
        speeds.map((speed) => speed.slowEnd),
        3,
        mean,
      ),
      distance_fit: reading(
        correlation(
          drawn.map((stroke) => Math.log(1 + stroke.distancePx)),
          drawn.map((stroke) => Math.log(stroke.durationMs)),
        ),
        drawn.length,
        8,
        possible,
      ),
      curve_power: pool(
        speeds.map((speed) => speed.curvePower),
        3,
      ),
      acceleration_autocorr: pool(
        speeds.map((speed) => speed.accelerationAutocorr),
        3,
      ),
    };
  },
});
