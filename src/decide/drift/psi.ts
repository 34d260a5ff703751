/** Share of the reference that a bin has at the least. Chosen: nearly tenths; bins of the scale are whole. */
const LEAST_SHARE = 0.08;
/** What an empty bin counts. Chosen: half a visit, so that no logarithm is infinite. */
const EMPTY = 0.5;

/** For each fine bin the coarse one that it belongs to; the last fine bin, of the missing, stays alone. */
export function coarsen(counts: ArrayLike<number>): Uint8Array {
  const whole = sum(counts);
  const present = counts.length - 1;
  const places = new Uint8Array(counts.length);
  let [bin, share, left] = [0, 0, (whole - (counts[present] ?? 0)) / whole];
  for (let fine = 0; fine < present; fine++) {
    places[fine] = bin;
    share += (counts[fine] ?? 0) / whole;
    // What is left must fill a bin of its own, or it joins this one.
    if (share < LEAST_SHARE || left - share < LEAST_SHARE) continue;
    left -= share;
    share = 0;
    bin++;
  }
  places[present] = bin + 1;
  return places;
}

/** Counts of coarse bins. */
export function gather(counts: ArrayLike<number>, places: Uint8Array): number[] {
  const coarse = new Array<number>(Math.max(...places) + 1).fill(0);
  for (let fine = 0; fine < places.length; fine++) {
    const place = places[fine] ?? 0;
    coarse[place] = (coarse[place] ?? 0) + (counts[fine] ?? 0);
  }
  return coarse;
}

/** Population stability index: Σ (q − p)·ln(q / p) over bins. */
export function psi(reference: readonly number[], now: readonly number[]): number {
  const smoothed = (counts: readonly number[]) => counts.map((count) => count + EMPTY);
  const [was, is] = [smoothed(reference), smoothed(now)];
  const [before, after] = [sum(was), sum(is)];
  return was.reduce((total, count, bin) => {
    const [p, q] = [count / before, (is[bin] ?? 0) / after];
    return total + (q - p) * Math.log(q / p);
  }, 0);
}

/**
 * What a PSI is by chance alone: with b bins it is about χ² of b − 1 degrees times (1/n + 1/m), n visits of
 * the reference and m now (Yurdakul 2018, Statistical properties of population stability index). Wilson and
 * Hilferty's approximation of the χ² quantile at so many deviations of a normal distribution.
 */
export function chanceOf(bins: number, { visits, now }: Sizes, deviations: number): number {
  const degrees = Math.max(1, bins - 1);
  const part = 2 / (9 * degrees);
  const quantile = degrees * (1 - part + deviations * Math.sqrt(part)) ** 3;
  return quantile * (1 / visits + 1 / now);
}

interface Sizes {
  readonly visits: number;
  readonly now: number;
}

function sum(counts: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < counts.length; index++) total += counts[index] ?? 0;
  return total;
}
