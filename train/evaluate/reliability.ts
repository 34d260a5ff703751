import { quantile } from '../fit/scale.ts';
import type { Random } from '../random.ts';
import type { Figure } from './study.ts';

/** A session's calibrated score and its true class. */
export interface Judged {
  readonly score: number;
  readonly automation: boolean;
  /** Resampled together: a person, or a scripted session. */
  readonly unit: string;
  /** A recorder or a family; all strata of a class have the same weight. */
  readonly stratum: string;
}

export interface Bin {
  readonly score: number;
  readonly scripts: number;
  /** Share of all weight. */
  readonly weight: number;
}
export interface Reliability {
  readonly bins: readonly Bin[];
  /** Mean gap between score and share of scripts. */
  readonly error: Figure;
}

/** Ten bins, as reliability diagrams usually have (Guo et al. 2017); 200 draws for their bands. */
const BINS = 10;
const DRAWS = 200;

/**
 * Scores against truth in ten bins of the score, with classes weighted to the prior and strata of a class
 * even.
 */
export function reliabilityOf(judged: readonly Judged[], prior: number, random: Random): Reliability {
  const point = binsOf(judged, prior);
  const units = new Map<string, Judged[]>();
  for (const item of judged) {
    const key = `${item.automation}/${item.unit}`;
    units.set(key, [...(units.get(key) ?? []), item]);
  }
  const lists = [...units.values()];
  const errors = Array.from({ length: DRAWS }, () =>
    errorOf(
      binsOf(
        lists.flatMap(() => random.pick(lists)),
        prior,
      ),
    ),
  ).sort((a, b) => a - b);
  const error = { value: errorOf(point), low: quantile(errors, 0.025), high: quantile(errors, 0.975) };
  return { bins: point, error };
}

function binsOf(judged: readonly Judged[], prior: number): Bin[] {
  const strata = new Map<string, number>();
  const key = ({ automation, stratum }: Judged): string => `${automation}/${stratum}`;
  for (const item of judged) strata.set(key(item), (strata.get(key(item)) ?? 0) + 1);
  const classes = (automation: boolean): number =>
    [...strata.keys()].filter((name) => name.startsWith(`${automation}/`)).length;
  const [bots, people] = [classes(true), classes(false)];
  const sums = Array.from({ length: BINS }, () => ({ weight: 0, score: 0, scripts: 0 }));
  for (const item of judged) {
    const bin = sums[Math.min(BINS - 1, Math.floor(item.score * BINS))];
    if (bin === undefined) continue;
    const share = item.automation ? prior / bots : (1 - prior) / people;
    const weight = share / (strata.get(key(item)) ?? 1);
    bin.weight += weight;
    bin.score += weight * item.score;
    bin.scripts += item.automation ? weight : 0;
  }
  return sums
    .filter(({ weight }) => weight > 0)
    .map(({ weight, score, scripts }) => ({ weight, score: score / weight, scripts: scripts / weight }));
}

/** Expected calibration error. */
const errorOf = (bins: readonly Bin[]): number =>
  bins.reduce((sum, { weight, score, scripts }) => sum + weight * Math.abs(score - scripts), 0);
