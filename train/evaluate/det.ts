import type { Contest } from './contest.ts';

/**
 * Misses against false alarms as the threshold moves: a detection error trade-off. Shares, from few false
 * alarms to many.
 */
export interface DetCurve {
  readonly points: readonly { readonly falseAlarms: number; readonly missed: number }[];
}

/** Where a curve is read: .1 % to 50 %, even on the axis of a normal deviate. */
const ALARMS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5] as const;

/** Misses averaged over contests (families and seeds), so that every family counts alike. */
export function detOf(contests: readonly Contest[]): DetCurve {
  const curves = contests.map(missesOf);
  return {
    points: ALARMS.map((falseAlarms, i) => ({
      falseAlarms,
      missed: curves.reduce((sum, curve) => sum + (curve[i] ?? 1), 0) / curves.length,
    })),
  };
}

/** Share of scripts missed at each of `ALARMS`, thresholds set on the contest's own people. */
function missesOf({ values, scripts }: Contest): number[] {
  const bots = scripts.filter((script) => script === 1).length;
  const people = scripts.length - bots;
  return ALARMS.map((share) => {
    let [alarms, caught] = [0, 0];
    for (let i = 0; i < values.length; i += 1) {
      if (scripts[i] === 1) caught += 1;
      else alarms += 1;
      if (alarms > share * people) break;
    }
    return 1 - caught / bots;
  });
}
