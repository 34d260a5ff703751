/** What a visit showed. */
export interface Shown {
  /** Int8 evidence, 32 steps a unit of the model's scale; 0 where missing. */
  readonly values: Int8Array;
  /** 1 where missing. */
  readonly missing: Uint8Array;
}

/** Share of a visit's features that another must have, to be compared. Chosen: three quarters. */
const LEAST_SHARED = 0.75;

/**
 * Mean square differences over the features that both have, for each set of features and each other visit;
 * infinite where they share too few.
 */
export function distances(
  visit: Shown,
  others: readonly Shown[],
  subsets: readonly (readonly number[])[],
): readonly Float32Array[] {
  const features = [...new Set(subsets.flat())];
  const places = subsets.map((subset) => Uint8Array.from(subset, (feature) => features.indexOf(feature)));
  const own = Int8Array.from(features, (feature) => visit.values[feature] ?? 0);
  const squares = new Float64Array(features.length);
  const shared = new Uint8Array(features.length);
  const result = subsets.map(() => new Float32Array(others.length));
  others.forEach(({ values, missing }, index) => {
    // Each feature is read once: sets share most of theirs.
    for (let f = 0; f < own.length; f++) {
      const feature = features[f] as number;
      shared[f] = 1 - (missing[feature] as number);
      squares[f] = (shared[f] as number) * ((own[f] as number) - (values[feature] as number)) ** 2;
    }
    for (let s = 0; s < places.length; s++)
      (result[s] as Float32Array)[index] = meanOf(squares, shared, places[s] as Uint8Array);
  });
  return result;
}

function meanOf(squares: Float64Array, shared: Uint8Array, places: Uint8Array): number {
  let [sum, count] = [0, 0];
  for (let p = 0; p < places.length; p++) {
    const place = places[p] as number;
    sum += squares[place] as number;
    count += shared[place] as number;
  }
  return count < LEAST_SHARED * places.length ? Number.POSITIVE_INFINITY : sum / count;
}

/** Indexes of the nearest, the nearest first; at most so many, and those that are as far as the last one. */
export function nearestOf(apart: Float32Array, most: number): number[] {
  const cut = apart.length > most ? (apart.slice().sort()[most] ?? 0) : Number.POSITIVE_INFINITY;
  const indexes: number[] = [];
  for (let i = 0; i < apart.length; i++) {
    const at = apart[i] as number;
    if (at <= cut && at < Number.POSITIVE_INFINITY) indexes.push(i);
  }
  return indexes.sort((a, b) => (apart[a] ?? 0) - (apart[b] ?? 0));
}

/** The first of the ascending radii that holds this distance; their number where none does. */
export function binOf(radii: readonly number[], at: number): number {
  let [low, high] = [0, radii.length];
  // Most are beyond the last.
  if ((radii[high - 1] ?? 0) < at) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((radii[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
