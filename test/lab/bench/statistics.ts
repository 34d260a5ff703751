/** Value below which the share `p` of the values lies, by linear interpolation; NaN for none. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/**
 * Quotients of two series taken in the same rounds, as median and range; a round without one of them does not
 * count.
 */
export function ratio(values: readonly number[], peer: readonly number[]): string {
  const quotients = values
    .map((value, round) => value / (peer[round] ?? Number.NaN))
    .filter((quotient) => Number.isFinite(quotient));
  if (quotients.length === 0) return '–';
  const [low, high] = [Math.min(...quotients), Math.max(...quotients)];
  return `${median(quotients).toFixed(2)}× (${low.toFixed(2)}–${high.toFixed(2)})`;
}

/** One line of the bench's table. */
export interface Row {
  readonly what: string;
  readonly value: string;
  /** Compared with what, in the same run; empty where there is nothing to compare with. */
  readonly peer?: string;
}
