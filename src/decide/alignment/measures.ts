import { type AlignmentCounts, rowOf } from './counts.ts';
import { quantileOf, sumOf } from './histogram.ts';

/** Where people sit on one feature, in steps of the model's scale. */
export interface Measure {
  readonly median: number;
  /** Distance of the quartiles. */
  readonly iqr: number;
}

/** Visits of a group that must show a feature. Chosen: quartiles of fewer are single visits. */
const LEAST_IN_PART = 8;
/** Groups that must show it: the median is then not the word of one or two. */
const LEAST_PARTS = 5;

/**
 * Median and IQR of one row as the median over the groups of keys: who fills fewer than half of the groups
 * moves neither beyond what honest groups say. Null where too few visits show it.
 */
export function measureOf({ parts }: Pick<AlignmentCounts, 'parts'>, row: number): Measure | null {
  const measures = parts.flatMap((part) => {
    const counts = rowOf(part, row);
    if (sumOf(counts) < LEAST_IN_PART) return [];
    const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantileOf(counts, share) ?? 0);
    return [{ median: middle ?? 0, iqr: (high ?? 0) - (low ?? 0) }];
  });
  if (measures.length < LEAST_PARTS) return null;
  return {
    median: medianOf(measures.map(({ median }) => median)),
    iqr: medianOf(measures.map(({ iqr }) => iqr)),
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2;
}
