/** A column cut into at most 255 bins of equal counts; bin 0 holds the missing values. */
export interface Binned {
  readonly codes: Uint8Array;
  /** Upper ends of bins 1, 2, …; the last bin has none. */
  readonly edges: Float64Array;
}

export function binColumn(values: Float64Array, most: number): Binned {
  const present = values.filter((value) => !Number.isNaN(value)).sort();
  const edges = new Set<number>();
  for (let i = 1; i < most; i += 1) {
    const edge = present[Math.floor((i * present.length) / most)];
    if (edge !== undefined && edge > (present[0] ?? edge)) edges.add(edge);
  }
  const sorted = Float64Array.from(edges);
  return { edges: sorted, codes: Uint8Array.from(values, (value) => binOf(value, sorted)) };
}

/** Bin of a value: 0 when missing, otherwise 1 + how many edges it reaches. */
export function binOf(value: number, edges: Float64Array): number {
  if (Number.isNaN(value)) return 0;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value >= (edges[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
