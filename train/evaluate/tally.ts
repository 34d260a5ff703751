import type { Random } from '../random.ts';
import { BARS, type Contest } from './contest.ts';

/** Figures of one family in a contest. */
export interface Tally {
  readonly auc: number;
  /** Share of scripts above the training people's threshold, and of these people. */
  readonly caught: number;
  readonly falseAlarms: number;
  /** Share of scripts above the threshold that 1 % of the same people exceed. */
  readonly caughtAt1: number;
}
export const TALLY_KEYS = ['auc', 'caught', 'falseAlarms', 'caughtAt1'] as const;

/** One pass from the highest logit down; ties count half. */
/** With `weights`, one for each item, as if every item were there so often. */
export function tallyOf({ values, scripts, threshold }: Contest, weights?: Float64Array): Tally {
  const weigh = (index: number): number => (weights === undefined ? 1 : (weights[index] as number));
  let [people, bots] = [0, 0];
  for (let i = 0; i < values.length; i += 1) {
    if (scripts[i] === 1) bots += weigh(i);
    else people += weigh(i);
  }
  let [above, botsAbove, area, caught, falseAlarms, caughtAt1] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < values.length; ) {
    const value = values[i] as number;
    let [tiedPeople, tiedBots] = [0, 0];
    for (; i < values.length && values[i] === value; i += 1) {
      if (scripts[i] === 1) tiedBots += weigh(i);
      else tiedPeople += weigh(i);
    }
    area += tiedPeople * (botsAbove + tiedBots / 2);
    above += tiedPeople;
    botsAbove += tiedBots;
    if (value > threshold) [caught, falseAlarms] = [botsAbove, above];
    if (above <= BARS.nominal.share * people) caughtAt1 = botsAbove;
  }
  return {
    auc: area / (people * bots),
    caught: caught / bots,
    falseAlarms: falseAlarms / people,
    caughtAt1: caughtAt1 / bots,
  };
}

/** How often each unit counts. */
export type Weights = ReadonlyMap<string, number>;

/** Draws as many units as there are, with replacement, within each stratum. */
export function resample(strata: readonly (readonly string[])[], random: Random): Weights {
  const weights = new Map<string, number>();
  for (const units of strata)
    for (let i = 0; i < units.length; i += 1) {
      const unit = random.pick(units);
      weights.set(unit, (weights.get(unit) ?? 0) + 1);
    }
  return weights;
}

/** Units of contests to resample within: people by recorder, sessions by family. */
export function strataOf(contests: readonly Contest[]): string[][] {
  const strata = new Map<string, Set<string>>();
  for (const { family, units, scripts, sources } of contests)
    units.forEach((unit, i) => {
      const stratum = scripts[i] === 1 ? `script ${family}` : `people ${sources[i]}`;
      strata.set(stratum, (strata.get(stratum) ?? new Set()).add(unit));
    });
  return [...strata.values()].map((units) => [...units]);
}
