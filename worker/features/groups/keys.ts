import { type Context, type FeatureGroup, isClockFine, reading, records } from '../group.ts';
import {
  autocorrelation,
  correlation,
  densestShare,
  lognormalDistance,
  mean,
  median,
  variation,
} from '../stats.ts';

/** Width of the window that one repeated holding time fills, ms: a scripted constant with a timer's jitter. */
const GRID_MS = 4;
/** A finer clock than the window it is judged in. */
const GRID_GRAIN_MS = 2;

const logOf = (value: number) => Math.log(Math.max(1, value));

/** Rhythm of typing, from presses of keys that write (features.md G4, 66–75). */
export const createKeys = ({ environment, presses }: Context): FeatureGroup<'keys'> => ({
  read() {
    const env = environment();
    const all = presses.values();
    const keys = records(env, 'key');
    const fine = keys && isClockFine(env);
    const dwells = all.map((press) => press.dwellMs).filter(Number.isFinite);
    const ikis = all.map((press) => press.ikiMs).filter(Number.isFinite);
    const followed = all.filter((press) => press.dwellMs >= 0 && press.ikiMs >= 0);
    const logs = ikis.map(logOf);
    return {
      rollover_share: reading(mean(all.map((press) => (press.rollover ? 1 : 0))), all.length, 15, keys),
      dwell_p50: reading(median(dwells), dwells.length, 5, fine),
      dwell_cv: reading(variation(dwells), dwells.length, 8, fine),
      iki_p50: reading(median(ikis), ikis.length, 5, fine),
      iki_cv: reading(variation(ikis), ikis.length, 10, fine),
      iki_lognormal_ks: reading(lognormalDistance(ikis), ikis.length, 30, fine),
      iki_autocorr: reading(autocorrelation(logs, 1), ikis.length, 20, fine),
      dwell_grid_share: reading(
        densestShare(dwells, GRID_MS),
        dwells.length,
        15,
        keys && isClockFine(env, GRID_GRAIN_MS),
      ),
      dwell_iki_correlation: reading(
        correlation(
          followed.map((press) => logOf(press.dwellMs)),
          followed.map((press) => logOf(press.ikiMs)),
        ),
        followed.length,
        20,
        fine,
      ),
    };
  },
});
