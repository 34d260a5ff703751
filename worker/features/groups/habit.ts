import { type Context, type FeatureGroup, isClockFine, reading, records } from '../group.ts';
import type { Press } from '../segment/presses.ts';
import { autocorrelation, deviation, median, quantile } from '../stats.ts';

/** Times a key or a pair of keys must come back before it has a habit, all keys together. */
const LEAST_REPEATS = 12;

const logOf = (value: number) => Math.log(Math.max(1, value));

/** Habits of single keys, from presses that write (features.md G4, 74–76). */
export const createHabit = ({ environment, presses }: Context): FeatureGroup<'habit'> => ({
  read() {
    const env = environment();
    const fine = records(env, 'key') && isClockFine(env);
    const all = presses.values();
    const dwells = all.filter((press) => press.dwellMs >= 0);
    const ikis = all.filter((press) => press.ikiMs >= 0);
    const pairs = steadiness(
      ikis.map((press) => [`${press.previous}>${press.key}`, logOf(press.ikiMs)] as const),
    );
    const keys = steadiness(dwells.map((press) => [`${press.key}`, logOf(press.dwellMs)] as const));
    const pauses = ikis.map((press) => logOf(press.ikiMs));
    const holds = dwells.map((press) => press.dwellMs);
    const starts = wordStarts(ikis);
    return {
      pair_steady: reading(pairs.share, pairs.repeats, LEAST_REPEATS, fine),
      key_steady: reading(keys.share, keys.repeats, LEAST_REPEATS, fine),
      dwell_autocorr: reading(autocorrelation(holds.map(logOf), 1), holds.length, 20, fine),
      iki_autocorr2: reading(autocorrelation(pauses, 2), pauses.length, 20, fine),
      iki_skew: reading(skewOf(pauses), pauses.length, 20, fine),
      iki_floor: reading(Math.exp(quantile(pauses, 0.05) - median(pauses)), pauses.length, 20, fine),
      dwell_skew: reading(skewOf(holds), holds.length, 20, fine),
      word_start: reading(starts.difference, starts.n, 5, fine),
    };
  },
});

/** Upper over lower half of the spread between the 10th and 90th percentile; 1 where they are even. */
function skewOf(values: readonly number[]): number {
  const middle = median(values);
  return (quantile(values, 0.9) - middle) / (middle - quantile(values, 0.1));
}

/** Share of the spread that is explained by what is pressed: 0 for times drawn at random, up to 1. */
function steadiness(times: readonly (readonly [string, number])[]): { share: number; repeats: number } {
  const groups = new Map<string, number[]>();
  for (const [name, value] of times) groups.set(name, [...(groups.get(name) ?? []), value]);
  const again = [...groups.values()].filter((values) => values.length > 1);
  const repeats = again.reduce((sum, values) => sum + values.length - 1, 0);
  const within = again.reduce((sum, values) => sum + deviation(values) ** 2 * values.length, 0) / repeats;
  const all = again.flat();
  const spread = (deviation(all) ** 2 * all.length) / (all.length - 1);
  return { share: 1 - within / spread, repeats };
}

/** How much longer it takes to begin a word than to go on with it, in logarithms. */
function wordStarts(presses: readonly Press[]): { difference: number; n: number } {
  const [first, later]: [number[], number[]] = [[], []];
  for (const { class: kind, previousClass, ikiMs } of presses) {
    if (kind !== 'letter') continue;
    if (previousClass === 'space') first.push(logOf(ikiMs));
    else if (previousClass === 'letter') later.push(logOf(ikiMs));
  }
  return { difference: median(first) - median(later), n: Math.min(first.length, later.length) };
}
