import type { Manifest } from '../../src/contract/model.ts';
import type { Row } from '../data/row.ts';
import { recorderWeight, stratumOf } from '../data/weighted.ts';
import { PRIOR } from '../rules/limits.ts';
import type { Scored } from './cross-validation.ts';
import { shareAbove } from './metrics.ts';
import { quantile } from './scale.ts';

type Calibration = Manifest['calibration'];

/**
 * Weight of each row so that classes, families and people count alike, whatever number of rows they have, and
 * recorders by their people.
 */
export function evenWeights(rows: readonly Row[]): Float64Array {
  const keys = (row: Row): [string, string, string] => {
    const stratum = `${row.automation}/${stratumOf(row)}/${row.modality}`;
    return [String(row.automation), stratum, `${stratum}/${row.automation ? row.session : row.subject}`];
  };
  const strata = new Map<string, Set<string>>();
  const units = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  for (const row of rows) {
    const [label, stratum, unit] = keys(row);
    strata.set(label, (strata.get(label) ?? new Set()).add(stratum));
    units.set(stratum, (units.get(stratum) ?? new Set()).add(unit));
    counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  const share = (label: string, stratum: string): number =>
    label === 'true' ? 1 : recorderWeight(units.get(stratum)?.size ?? 1);
  const all = new Map(
    [...strata].map(([label, names]) => [
      label,
      [...names].reduce((sum, name) => sum + share(label, name), 0),
    ]),
  );
  return Float64Array.from(rows, (row) => {
    const [label, stratum, unit] = keys(row);
    const ofStratum = share(label, stratum) / (all.get(label) ?? 1);
    return ofStratum / ((units.get(stratum)?.size ?? 1) * (counts.get(unit) ?? 1));
  });
}

/**
 * Platt scaling by Newton's method with even classes. The prior is added afterwards, so that the score is for
 * `PRIOR`.
 */
export function calibrateScores(scored: readonly Scored[]): Calibration {
  const weights = evenWeights(scored.map(({ row }) => row));
  let [slope, intercept] = [1, 0];
  for (let round = 0; round < 50; round += 1) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-6, 0, 1e-6];
    scored.forEach(({ row, logit }, i) => {
      const weight = weights[i] as number;
      const x = logit - PRIOR;
      const p = 1 / (1 + Math.exp(-(slope * x + intercept)));
      const error = weight * (p - (row.automation ? 1 : 0));
      const curve = weight * p * (1 - p);
      ga += error * x;
      gb += error;
      haa += curve * x * x;
      hab += curve * x;
      hbb += curve;
    });
    const determinant = haa * hbb - hab * hab;
    slope -= (hbb * ga - hab * gb) / determinant;
    intercept -= (haa * gb - hab * ga) / determinant;
  }
  return { slope, intercept: intercept + PRIOR - slope * PRIOR };
}

/**
 * Shares of people's sessions that a level may reach by mistake, and the least logit of it whatever the
 * people say.
 */
export const NOMINAL = { medium: { share: 0.03, least: 0.5 }, high: { share: 0.005, least: 2.25 } } as const;

export interface Levels {
  /** Logits. */
  readonly medium: number;
  readonly high: number;
  /** What set `high`: a recorder, or the floor. */
  readonly worst: string;
  /** Held-out people's rows above each level, by recorder. */
  readonly places: readonly {
    readonly place: string;
    readonly rows: number;
    readonly medium: number;
    readonly high: number;
  }[];
}

/** Whole sessions of families and people both held out: how many each level would catch. */
export function caughtHeldOut(scored: readonly Scored[], { medium, high }: Pick<Levels, 'medium' | 'high'>) {
  const scripts = scored.filter(({ row }) => row.automation && row.horizon === 'whole');
  return [...new Set(scripts.map(({ row }) => row.family))].sort().map((family) => {
    const logits = scripts.flatMap(({ row, logit }) => (row.family === family ? [logit] : []));
    return {
      family,
      rows: logits.length,
      medium: shareAbove(logits, medium),
      high: shareAbove(logits, high),
    };
  });
}

/** Recorders of fewer people set no level: one habit would. Chosen: as `npm run lab -- recorders`. */
const LEAST_PEOPLE = 15;

/** Levels: each recorder's own quantile of held-out people, the worst of them counting. */
export function levelLogits(scored: readonly Scored[]): Levels {
  const everybody = scored.filter(({ row }) => !row.automation && row.horizon !== '5s');
  const subjects = new Map<string, Set<string>>();
  for (const item of everybody)
    subjects.set(placeOf(item), (subjects.get(placeOf(item)) ?? new Set()).add(item.row.subject));
  const people = everybody.filter((item) => (subjects.get(placeOf(item))?.size ?? 0) >= LEAST_PEOPLE);
  const places = [...new Set(people.map(placeOf))].sort().map((place) => ({
    place,
    logits: people.flatMap((item) => (placeOf(item) === place ? [item.logit] : [])).sort((a, b) => a - b),
  }));
  const level = (name: keyof typeof NOMINAL): { logit: number; place: string } => {
    const { share, least } = NOMINAL[name];
    return places
      .map(({ place, logits }) => ({ place, logit: quantile(logits, 1 - share) }))
      .reduce((worst, next) => (next.logit > worst.logit ? next : worst), {
        place: 'the floor',
        logit: least,
      });
  };
  const [medium, high] = [level('medium'), level('high')];
  const shares = places.map(({ place, logits }) => ({
    place,
    rows: logits.length,
    medium: shareAbove(logits, medium.logit),
    high: shareAbove(logits, high.logit),
  }));
  return { medium: medium.logit, high: high.logit, worst: high.place, places: shares };
}

/** A recorder with the modality it recorded. */
export const placeOf = ({ row }: { readonly row: Row }): string => `${row.source} ${row.modality}`;
