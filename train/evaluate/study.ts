import { quantile } from '../fit/scale.ts';
import { createRandom } from '../random.ts';
import { type Contest, sameRecorderAuc } from './contest.ts';
import { resample, strataOf, TALLY_KEYS, type Tally, tallyOf } from './tally.ts';

/** A figure and the 95 % interval of its bootstrap over people, sessions and seeds. */
export interface Figure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
export type Figures = Readonly<Record<keyof Tally, Figure>>;

export interface FamilyFigures extends Figures {
  readonly family: string;
  /** AUC against people of the recorder whose task the script borrowed. */
  readonly sameRecorder: number;
  readonly people: number;
  readonly sessions: number;
}

/** Families of one kind under one view and horizon. */
export interface Study {
  readonly families: readonly FamilyFigures[];
  readonly mean: Figures;
  /** The least AUC and catch, the most false alarms of any family. */
  readonly worst: Figures;
}

/** Resamples of the bootstrap. */
const DRAWS = 200;

type Tallies = ReadonlyMap<string, Tally>;

/**
 * The figures of contests that differ only in family and seed. Mean and worst are over the `summed` families.
 */
export function studyOf(contests: readonly Contest[], summed: (family: string) => boolean): Study {
  const names = [...new Set(contests.map(({ family }) => family))];
  const seeds = [...new Set(contests.map(({ seed }) => seed))];
  const random = createRandom('bootstrap');
  const strata = strataOf(contests);
  const units = strata.flat();
  const entries = entriesOf(contests, units);
  const point = talliesOf(entries, names);
  const draws = Array.from({ length: DRAWS }, () => {
    const drawn = seeds.map(() => random.pick(seeds));
    const weights = resample(strata, random);
    return talliesOf(
      drawn.flatMap((seed) => entries.filter(({ contest }) => contest.seed === seed)),
      names,
      Float64Array.from(units, (unit) => weights.get(unit) ?? 0),
    );
  });
  const some = names.filter(summed);
  const figure = (of: (tallies: Tallies) => number): Figure => {
    const values = draws
      .map(of)
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    return { value: of(point), low: quantile(values, 0.025), high: quantile(values, 0.975) };
  };
  const figures = (of: (tallies: Tallies, key: keyof Tally) => number): Figures =>
    Object.fromEntries(TALLY_KEYS.map((key) => [key, figure((tallies) => of(tallies, key))])) as Figures;
  const each = (tallies: Tallies, key: keyof Tally): number[] =>
    some.flatMap((family) => tallies.get(family)?.[key] ?? []);
  return {
    families: names.map((family) => ({
      family,
      ...figures((tallies, key) => tallies.get(family)?.[key] ?? Number.NaN),
      ...countsOf(contests.filter((contest) => contest.family === family)),
    })),
    mean: figures((tallies, key) => meanOf(each(tallies, key))),
    worst: figures((tallies, key) =>
      key === 'falseAlarms' ? Math.max(...each(tallies, key)) : Math.min(...each(tallies, key)),
    ),
  };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Each family's tally, averaged over the contests it is in (seeds). */
function talliesOf(entries: readonly Entry[], names: readonly string[], weights?: Float64Array): Tallies {
  const all = entries.map(({ contest, places }) => ({
    family: contest.family,
    tally: tallyOf(contest, weights && Float64Array.from(places, (place) => weights[place] as number)),
  }));
  return new Map(
    names.map((family) => {
      const own = all.filter((item) => item.family === family).map(({ tally }) => tally);
      const mean = (key: keyof Tally): number => meanOf(own.map((tally) => tally[key]));
      return [
        family,
        Object.fromEntries(TALLY_KEYS.map((key) => [key, mean(key)])) as unknown as Tally, // one per key
      ];
    }),
  );
}

/** A contest with the place of each item's unit in one list, so that a resample is looked up by number. */
interface Entry {
  readonly contest: Contest;
  readonly places: Int32Array;
}

function entriesOf(contests: readonly Contest[], units: readonly string[]): Entry[] {
  const places = new Map(units.map((unit, place) => [unit, place]));
  return contests.map((contest) => ({
    contest,
    places: Int32Array.from(contest.units, (unit) => places.get(unit) ?? 0),
  }));
}

function countsOf(contests: readonly Contest[]) {
  const [first] = contests;
  const count = (kind: number): number => first?.scripts.filter((script) => script === kind).length ?? 0;
  return {
    sameRecorder: meanOf(contests.map(sameRecorderAuc)),
    people: count(0),
    sessions: count(1),
  };
}
