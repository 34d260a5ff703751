import type { Horizon, Modality } from '../data/row.ts';
import { NOMINAL } from '../fit/calibration.ts';
import { auc, thresholdAt } from '../fit/metrics.ts';
import type { Cast, Scores } from './trial.ts';
import type { View } from './views.ts';

/**
 * One family against people, scored by one fit; sorted, highest logit first, so that resampling needs no
 * sorting.
 */
export interface Contest {
  readonly family: string;
  readonly seed: number;
  readonly values: Float64Array;
  /** 1 for a script. */
  readonly scripts: Uint8Array;
  /** The unit of resampling: a person with all their rows, a scripted session with all of its own. */
  readonly units: readonly string[];
  readonly sources: readonly string[];
  /** Set on training people that the fit did not see. */
  readonly threshold: number;
}

export interface ContestOptions {
  readonly seed: number;
  readonly family: string;
  readonly modality: Modality;
  readonly horizon: Horizon;
  readonly view: View;
  /** @default BARS.nominal */
  readonly bar?: Bar;
}

/**
 * A threshold's rule: the share of the worst recorder's people that may lie above it, and its least logit.
 */
export interface Bar {
  readonly share: number;
  readonly least: number;
}
export const BARS = {
  nominal: { share: 0.01, least: Number.NEGATIVE_INFINITY },
  /** The product's own levels. */
  ...NOMINAL,
} as const satisfies Record<string, Bar>;
/** With fewer rows the 1 % threshold is unknown. */
const LEAST_BAR = 50;

/** The threshold of a bar, from people that the fit never saw. */
export function barOf(
  { bar }: Cast,
  scores: Scores,
  { modality, horizon, view, bar: { share, least } = BARS.nominal }: ContestOptions,
): number {
  const logits = new Map<string, number[]>();
  bar.forEach((row, index) => {
    const value = scores.bar[view][index] ?? Number.NaN;
    if (row.modality !== modality || row.horizon !== horizon || Number.isNaN(value)) return;
    logits.set(row.source, [...(logits.get(row.source) ?? []), value]);
  });
  const enough = [...logits.values()].filter((list) => list.length >= LEAST_BAR);
  return Math.max(least, ...enough.map((list) => thresholdAt(list, share)));
}

/** Null if either side has too few rows to be compared. */
export function contestOf(cast: Cast, scores: Scores, options: ContestOptions): Contest | null {
  const { seed, family, modality, horizon, view } = options;
  const items = cast.exam.flatMap((row, index) => {
    const value = scores.exam[view][index] ?? Number.NaN;
    const plays = row.automation ? row.family === family : row.modality === modality;
    return plays && row.horizon === horizon && !Number.isNaN(value) ? [{ row, value }] : [];
  });
  const count = items.filter(({ row }) => row.automation).length;
  if (count < 5 || items.length - count < 20) return null;
  items.sort((a, b) => b.value - a.value);
  return {
    family,
    seed,
    values: Float64Array.from(items, ({ value }) => value),
    scripts: Uint8Array.from(items, ({ row }) => (row.automation ? 1 : 0)),
    units: items.map(({ row }) => (row.automation ? row.session : row.subject)),
    sources: items.map(({ row }) => row.source),
    threshold: barOf(cast, scores, options),
  };
}

/** Mean over recorders of the AUC within a recorder: without what the recorder itself reveals. */
export function sameRecorderAuc({ values, scripts, sources }: Contest): number {
  const areas = [...new Set(sources)].flatMap((source) => {
    const of = (kind: number): number[] =>
      [...values].filter((_, i) => sources[i] === source && scripts[i] === kind);
    const [people, bots] = [of(0), of(1)];
    return people.length >= 20 && bots.length >= 5 ? [auc(people, bots)] : [];
  });
  return areas.reduce((sum, area) => sum + area, 0) / areas.length;
}
