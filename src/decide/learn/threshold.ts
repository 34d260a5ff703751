import type { Effect } from '../records/learning.ts';

/** A visit by its p; below 0 where it has none. */
export interface ThresholdVisit {
  readonly p: number;
}

/** The p that so many visits a day reach, and the share of fraud among them as p says it. */
export function thresholdsOf(
  visits: readonly ThresholdVisit[],
  budgets: readonly number[],
  days: number,
): Effect['thresholds'] {
  const sorted = visits.flatMap(({ p }) => (p >= 0 ? [p] : [])).toSorted((a, b) => b - a);
  return [...new Set(budgets)].flatMap((perDay) => {
    const reached = sorted.slice(0, Math.floor(perDay * days));
    const p = reached.at(-1);
    if (p === undefined) return [];
    const precision = reached.reduce((sum, one) => sum + one, 0) / reached.length;
    return [{ perDay, p, precision }];
  });
}
