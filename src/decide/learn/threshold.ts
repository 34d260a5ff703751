import type { Threshold } from '../records/learning.ts';

/** A visit by its p; below 0 where it has none. */
export interface ThresholdVisit {
  readonly p: number;
}

/** For what thresholds are looked for. */
export interface ThresholdTargets {
  /** Visits a day. */
  readonly budgets: readonly number[];
  /** Shares of fraud among what is found, 0..1. */
  readonly precisions: readonly number[];
}

interface ThresholdOptions extends ThresholdTargets {
  readonly days: number;
}

/** What somebody wants a threshold for. */
export interface ThresholdWish {
  /** So many visits a day, 1..100,000. @default the day's budget alone */
  readonly perDay?: number | undefined;
  /** Such a share of fraud among them, above 0 and up to 1. @default .1 and .5 alone */
  readonly precision?: number | undefined;
}

/** Shares that are always looked for. Chosen: one in ten is worth a look, one in two a challenge. */
const PRECISIONS = [0.1, 0.5];
/** More visits a day are a mistake of unit. */
const MOST_PER_DAY = 100_000;

/** The usual targets and those that are wanted; null for a wish that makes no sense. */
export function targetsOf({ perDay, precision }: ThresholdWish, budget: number): ThresholdTargets | null {
  if (perDay !== undefined && !isWithin(perDay, 1, MOST_PER_DAY)) return null;
  if (precision !== undefined && !isWithin(precision, Number.MIN_VALUE, 1)) return null;
  const precisions = precision === undefined ? PRECISIONS : [...PRECISIONS, precision];
  return {
    budgets: perDay === undefined ? [budget] : [budget, perDay],
    precisions: [...new Set(precisions)].toSorted((a, b) => a - b),
  };
}

/**
 * The p from which on so many visits a day are found, and the p from which on such a share of what is found
 * is fraud, as p itself says it. One that no visit reaches is left out.
 */
export function thresholdsOf(
  visits: readonly ThresholdVisit[],
  { budgets, precisions, days }: ThresholdOptions,
): readonly Threshold[] {
  const sorted = visits.flatMap(({ p }) => (p >= 0 ? [p] : [])).toSorted((a, b) => b - a);
  const sums = [0];
  for (const p of sorted) sums.push((sums.at(-1) ?? 0) + p);
  const at = (found: number, by: Threshold['by']): readonly Threshold[] => {
    const p = sorted[found - 1];
    return p === undefined ? [] : [{ by, perDay: found / days, p, precision: (sums[found] ?? 0) / found }];
  };
  // The mean of the greatest p falls with every visit: the last place that has the share is the threshold.
  const places = precisions.map(
    (wanted) => sorted.findLastIndex((_, index) => (sums[index + 1] ?? 0) / (index + 1) >= wanted) + 1,
  );
  return [
    ...[...new Set(budgets)].flatMap((perDay) =>
      at(Math.min(sorted.length, Math.floor(perDay * days)), 'budget'),
    ),
    ...places.flatMap((place) => at(place, 'precision')),
  ];
}

const isWithin = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;
