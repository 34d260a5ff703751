import { type Context, type FeatureGroup, isClockFine, reading, records } from '../group.ts';
import { mean, median, quartileRange } from '../stats.ts';

/** Movement of fingers, the last 64 contacts (features.md G7). */
export const createSwipe = ({ environment, contacts }: Context): FeatureGroup<'swipe'> => ({
  read() {
    const env = environment();
    const swipes = contacts.values().flatMap(({ stroke }) => stroke ?? []);
    const possible = records(env, 'button', 'move');
    const timed = possible && isClockFine(env);
    const pool = (values: readonly number[], sure: boolean, pooled = median, least = 3) => {
      const measured = values.filter(Number.isFinite);
      return reading(pooled(measured), measured.length, least, sure);
    };
    const shapes = swipes.map(({ shape }) => shape);
    const speeds = swipes.map(({ speed }) => speed);
    const peaks = speeds.map((speed) => speed.peakAt);
    return {
      efficiency_p50: pool(
        shapes.map((shape) => shape.efficiency),
        possible,
      ),
      turn_mean: pool(
        shapes.map((shape) => shape.turnMean),
        possible,
      ),
      side_changes: pool(
        shapes.map((shape) => shape.sideChanges),
        possible,
        mean,
      ),
      straight_share: pool(
        shapes.map((shape) => shape.straightShare),
        possible,
        mean,
      ),
      peak_at_p50: pool(peaks, timed),
      peak_at_iqr: pool(peaks, timed, quartileRange, 5),
      single_share: pool(
        speeds.map((speed) => (speed.submovements === 1 ? 1 : 0)),
        timed,
        mean,
      ),
      smoothness: pool(
        speeds.map((speed) => speed.accelerationAutocorr),
        timed,
      ),
      shake: pool(
        swipes.map(({ detail }) => detail.shakeAcross),
        timed,
      ),
    };
  },
});
