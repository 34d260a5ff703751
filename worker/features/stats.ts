/**
 * Statistics over short lists. Every function is total: where a list is too short for an answer, or has no
 * spread to divide by, the answer is NaN, which the gate turns into missing.
 */

const ascending = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

export const sum = (values: readonly number[]): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Natural logarithm of a time in ms, from 1 ms on. Chosen: most browsers round to that or worse. */
export const logOf = (timeMs: number): number => Math.log(Math.max(1, timeMs));

/** Standard deviation of the list itself, not of a population it might be drawn from. */
export function deviation(values: readonly number[]): number {
  const centre = mean(values);
  let squares = 0;
  for (const value of values) squares += (value - centre) ** 2;
  return Math.sqrt(squares / values.length);
}

/** Coefficient of variation of non-negative values; 0 when all are equal. */
export function variation(values: readonly number[]): number {
  const spread = deviation(values);
  return spread === 0 ? 0 : spread / mean(values);
}

function quantileOf(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  const below = sorted[low] ?? Number.NaN;
  const above = sorted[Math.min(low + 1, sorted.length - 1)] ?? Number.NaN;
  return below + (above - below) * (place - low);
}

/** The quantile, linear between neighbours; `share` 0 is the least value, 1 the greatest. */
export const quantile = (values: readonly number[], share: number): number =>
  quantileOf(ascending(values), share);

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Distance between the quartiles. */
export function quartileRange(values: readonly number[]): number {
  const sorted = ascending(values);
  return quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25);
}

/** Share of the values that satisfy `test`. */
export function share(values: readonly number[], test: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (test(value)) count += 1;
  return count / values.length;
}

/** Pearson's correlation of two lists of one length. */
export function correlation(left: readonly number[], right: readonly number[]): number {
  const leftMean = mean(left);
  const rightMean = mean(right);
  let both = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (const [index, value] of left.entries()) {
    const a = value - leftMean;
    const b = (right[index] ?? 0) - rightMean;
    both += a * b;
    leftSquares += a * a;
    rightSquares += b * b;
  }
  const scale = Math.sqrt(leftSquares) * Math.sqrt(rightSquares);
  return scale > 0 ? Math.max(-1, Math.min(1, both / scale)) : Number.NaN;
}

/** Autocorrelation at a lag of `lag` places, normalised by the whole list's variance. */
export function autocorrelation(values: ArrayLike<number>, lag: number): number {
  const { length } = values;
  let total = 0;
  for (let i = 0; i < length; i += 1) total += values[i] ?? 0;
  const centre = total / length;
  let both = 0;
  let squares = 0;
  for (let i = 0; i < length; i += 1) {
    const here = (values[i] ?? 0) - centre;
    squares += here * here;
    if (i + lag < length) both += here * ((values[i + lag] ?? 0) - centre);
  }
  return squares > 0 && length > lag ? both / squares : Number.NaN;
}

/** Greatest share of the values that lies within any window of this width. */
export function densestShare(values: readonly number[], width: number): number {
  const sorted = ascending(values);
  let best = 0;
  let start = 0;
  for (let end = 0; end < sorted.length; end += 1) {
    while ((sorted[end] ?? 0) - (sorted[start] ?? 0) > width) start += 1;
    best = Math.max(best, end - start + 1);
  }
  return best / sorted.length;
}

/** Error function, Abramowitz and Stegun 7.1.26, |error| < 1.5e-7. */
function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}

/**
 * Kolmogorov–Smirnov distance between positive values and the log-normal distribution fitted to them by
 * moments (the statistic of Lilliefors). 0..1; about 0.1 for log-normal values.
 */
export function lognormalDistance(values: readonly number[]): number {
  const logs = ascending(values).map((value) => Math.log(Math.max(value, 1e-3)));
  const list = Array.from(logs);
  const centre = mean(list);
  const spread = deviation(list);
  if (!(spread > 1e-9)) return list.length > 0 ? 1 : Number.NaN;
  let distance = 0;
  for (let i = 0; i < logs.length; i += 1) {
    const z = ((logs[i] ?? 0) - centre) / spread;
    const expected = 0.5 * (1 + errorFunction(z / Math.SQRT2));
    distance = Math.max(distance, (i + 1) / logs.length - expected, expected - i / logs.length);
  }
  return distance;
}

/** Slope of the least-squares line through points; NaN if all have the same x. */
export function slope(xs: readonly number[], ys: readonly number[]): number {
  const xMean = mean(xs);
  const yMean = mean(ys);
  let both = 0;
  let squares = 0;
  for (const [index, x] of xs.entries()) {
    both += (x - xMean) * ((ys[index] ?? 0) - yMean);
    squares += (x - xMean) ** 2;
  }
  return squares > 1e-9 ? both / squares : Number.NaN;
}
