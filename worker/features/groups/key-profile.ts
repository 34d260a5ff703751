import { type Context, type FeatureGroup, type Statistic, statistic } from '../group.ts';
import type { Press } from '../segment/presses.ts';
import { autocorrelation, deviation, logOf, median, quantile } from '../stats.ts';

/** Habits of single keys, from presses that write (features.md G4, 74–76). */
export const createKeyProfile = ({ presses }: Context): FeatureGroup<'key_profile'> => ({
  read() {
    const all = presses.values();
    const released = all.filter((press) => press.dwellMs >= 0);
    const paused = all.filter((press) => press.ikiMs >= 0);
    const holds = released.map((press) => press.dwellMs);
    const pauses = paused.map((press) => logOf(press.ikiMs));
    const pairs = paused.map((press) => [`${press.previous}>${press.key}`, logOf(press.ikiMs)] as const);
    const keys = released.map((press) => [`${press.key}`, logOf(press.dwellMs)] as const);
    return {
      pair_steady: steadiness(pairs),
      key_steady: steadiness(keys),
      dwell_autocorr: statistic(holds.map(logOf), (logs) => autocorrelation(logs, 1)),
      iki_autocorr2: statistic(pauses, (logs) => autocorrelation(logs, 2)),
      iki_skew: statistic(pauses, skewOf),
      iki_floor: statistic(pauses, (logs) => Math.exp(quantile(logs, 0.05) - median(logs))),
      dwell_skew: statistic(holds, skewOf),
      word_start: wordStarts(paused),
    };
  },
});

/** Upper over lower half of the spread between the 10th and 90th percentile; 1 where they are even. */
function skewOf(values: readonly number[]): number {
  const middle = median(values);
  return (quantile(values, 0.9) - middle) / (middle - quantile(values, 0.1));
}

/**
 * Share of the spread that is explained by what is pressed: 0 for times drawn at random, up to 1. What is
 * pressed only once explains nothing; `n` counts the times that something came back.
 */
function steadiness(times: readonly (readonly [string, number])[]): Statistic {
  const groups = new Map<string, number[]>();
  for (const [name, value] of times) groups.set(name, [...(groups.get(name) ?? []), value]);
  const again = [...groups.values()].filter((values) => values.length > 1);
  const repeats = again.reduce((sum, values) => sum + values.length - 1, 0);
  const within = again.reduce((sum, values) => sum + deviation(values) ** 2 * values.length, 0) / repeats;
  const all = again.flat();
  const spread = (deviation(all) ** 2 * all.length) / (all.length - 1);
  return { value: 1 - within / spread, n: repeats };
}

/** How much longer it takes to begin a word than to go on with it, in logarithms. */
function wordStarts(presses: readonly Press[]): Statistic {
  const [first, later]: [number[], number[]] = [[], []];
  for (const { class: kind, previousClass, ikiMs } of presses) {
    if (kind !== 'letter') continue;
    if (previousClass === 'space') first.push(logOf(ikiMs));
    else if (previousClass === 'letter') later.push(logOf(ikiMs));
  }
  return { value: median(first) - median(later), n: Math.min(first.length, later.length) };
}
