/** Bins of a histogram of evidence; eight of its 255 integers fall into each. */
export const BINS = 33;
const WIDTH = 8;
/** Lower end of the first bin: the middle one is about zero. An integer stands for half a step around it. */
const START = -BINS * (WIDTH / 2) - 0.5;

/** The bin of an int8. */
export function binOf(value: number): number {
  const bin = Math.floor((value - START) / WIDTH);
  return Math.min(Math.max(bin, 0), BINS - 1);
}

/** The value below which a share of what was counted lies; null where nothing was. */
export function quantileOf(counts: ArrayLike<number>, share: number): number | null {
  const total = sumOf(counts);
  if (!(total > 0)) return null;
  const wanted = share * total;
  let below = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin] ?? 0;
    if (count > 0 && below + count >= wanted) return START + WIDTH * (bin + (wanted - below) / count);
    below += count;
  }
  return START + WIDTH * counts.length;
}

export function sumOf(counts: ArrayLike<number>): number {
  let total = 0;
  for (let bin = 0; bin < counts.length; bin++) total += counts[bin] ?? 0;
  return total;
}
