import { HOLD_WINDOW_MS } from '../../../src/contract/features/limits.ts';
import { type Context, type FeatureGroup, statistic } from '../group.ts';
import {
  autocorrelation,
  correlation,
  densestShare,
  lognormalDistance,
  logOf,
  mean,
  median,
  variation,
} from '../stats.ts';

/** Rhythm of typing, from presses of keys that write (features.md G4, 66–75). */
export const createKeys = ({ presses }: Context): FeatureGroup<'keys'> => ({
  read() {
    const all = presses.values();
    const rollovers = all.map((press) => (press.rollover ? 1 : 0));
    const holds = all.map((press) => press.dwellMs).filter(Number.isFinite);
    const pauses = all.map((press) => press.ikiMs).filter(Number.isFinite);
    const both = all.filter((press) => press.dwellMs >= 0 && press.ikiMs >= 0);
    const bothHolds = both.map((press) => logOf(press.dwellMs));
    const bothPauses = both.map((press) => logOf(press.ikiMs));
    return {
      rollover_share: statistic(rollovers, mean),
      dwell_p50: statistic(holds, median),
      dwell_cv: statistic(holds, variation),
      iki_p50: statistic(pauses, median),
      iki_cv: statistic(pauses, variation),
      iki_lognormal_ks: statistic(pauses, lognormalDistance),
      iki_autocorr: statistic(pauses.map(logOf), (logs) => autocorrelation(logs, 1)),
      dwell_grid_share: statistic(holds, (times) => densestShare(times, HOLD_WINDOW_MS)),
      dwell_iki_correlation: { value: correlation(bothHolds, bothPauses), n: both.length },
    };
  },
});
