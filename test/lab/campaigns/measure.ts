import { type Recent, scan } from '../../../src/decide/campaign/scan.ts';
import { createRandom } from '../../../train/random.ts';
import type { LabVisit } from './visit.ts';

const DAY_MS = 86_400_000;
/** Share of a site's people who come on the last day; the others came before. Chosen: a quarter. */
const LAST_DAY = 0.25;
/** Share of people whose key is not known on their account. Chosen: half. */
const FRESH = 0.5;
/** People who are looked at while a wave runs. Chosen: as many as a wave has visits. */
const BYSTANDERS = 20;

/** What was found about visits of the last day: −log10 of the chance, 0 where there was no wave at all. */
export interface DayScores {
  readonly people: readonly number[];
  readonly wave: readonly number[];
}

interface Drawn {
  /** log10 of the chance at or below which there is a wave. */
  readonly level: number;
  /** Name of the draw. */
  readonly name: string;
}

interface DrawnWave extends Drawn {
  /** Every key of the wave is fresh; else all are known. */
  readonly isFresh: boolean;
}

/** One order of a site's people: whether each comes on the last day, and when. */
function weekOf(people: readonly LabVisit[], name: string) {
  const random = createRandom('week', name);
  const keys = new Map(
    people.map(({ key }) => [key, { isLast: random.chance(LAST_DAY), isFresh: random.chance(FRESH) }]),
  );
  const visits = people.map((visit) => {
    const { isLast, isFresh } = keys.get(visit.key) ?? { isLast: false, isFresh: true };
    return { isLast, visit: seen(visit, { atMs: random.uniform(0, DAY_MS), isFresh }) };
  });
  const of = (day: boolean) => visits.filter(({ isLast }) => isLast === day).map(({ visit }) => visit);
  return { older: of(false), today: of(true), random };
}

/** People of the last day, each with all others of that day, where nobody attacks. */
export function quietDay(people: readonly LabVisit[], { name, level }: Drawn): readonly number[] {
  const { older, today } = weekOf(people, name);
  return today.map((visit) => scoreOf(visit, { recent: before(today, visit), older, level }));
}

/** A wave, each visit with what came before it, and some of the people of that day. */
export function dayOf(
  people: readonly LabVisit[],
  wave: readonly LabVisit[],
  { name, level, isFresh }: DrawnWave,
): DayScores {
  const { older, today, random } = weekOf(people, name);
  const visits = wave.map((visit) => seen(visit, { atMs: random.uniform(0, DAY_MS), isFresh }));
  const all = [...today, ...visits];
  const score = (visit: Recent) => scoreOf(visit, { recent: before(all, visit), older, level });
  return { people: today.slice(-BYSTANDERS).map(score), wave: visits.map(score) };
}

const before = (visits: readonly Recent[], { atMs }: Recent) => visits.filter((other) => other.atMs < atMs);

const scoreOf = (visit: Recent, field: Parameters<typeof scan>[1]): number =>
  -(scan(visit, field)?.chance ?? 0);

function seen(
  { key, values, missing }: LabVisit,
  { atMs, isFresh }: { readonly atMs: number; readonly isFresh: boolean },
): Recent {
  return {
    atMs,
    jkt: key,
    session: null,
    // As in the detector: a fresh key counts half.
    weight: isFresh ? 0.5 : 1,
    values: Int8Array.from(values),
    missing: Uint8Array.from(missing),
  };
}
