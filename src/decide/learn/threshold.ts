import type { Threshold } from '../records/learning.ts';

/** A visit by its p; below 0 where it has none. */
export interface ThresholdVisit {
  readonly p: number;
}

interface ThresholdOptions {
  /** Visits a day. */
  readonly budgets: readonly number[];
  /** Shares of fraud among what is found, 0..1. */
  readonly precisions: readonly number[];
  readonly days: number;
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
