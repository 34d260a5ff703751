/** Upper ends of bins 1, 2, … of equal counts, at most `most` with the last, which has none. */
export function edgesOf(values: Float64Array, most: number): Float64Array {
  const present = values.filter((value) => !Number.isNaN(value)).sort();
  const edges = new Set<number>();
  for (let i = 1; i < most; i += 1) {
    const edge = present[Math.floor((i * present.length) / most)];
    if (edge !== undefined && edge > (present[0] ?? edge)) edges.add(edge);
  }
  return Float64Array.from(edges);
}

/** Bin of a value: 0 when missing, otherwise 1 + how many edges it reaches. */
export function binAmong(edges: Float64Array, value: number): number {
  if (Number.isNaN(value)) return 0;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value >= (edges[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
