import type { Evidence } from '../../scoring/quantise.ts';

/**
 * Random projections of one sketch. Their squares estimate a squared distance to within some √(2/32) = 25 %.
 */
export const PROJECTIONS = 32;
/** Steps of a projection that one byte counts; 127 of them hold four deviations of an ordinary visit's. */
const STEP = 8;
/** Weight of a feature that is missing in one of two visits. Chosen: one deviation (INPUT_STEPS). */
const MISSING_WEIGHT = 32;
/**
 * Width of a bucket, in a sketch's own units. Chosen: 128 steps of evidence, several times what jitter moves.
 */
const BUCKET = 128 / STEP;
/** Projections that must agree for two sketches to share a bucket. Chosen: 32 make eight buckets. */
const PER_BAND = 4;

/**
 * A sketch of evidence: 32 random projections (Johnson–Lindenstrauss with signs, Achlioptas 2003), rounded to
 * a byte. Near visits have near sketches. SimHash compares directions, and those of people with
 * one class of device are alike. Every process draws the same projections.
 */
export function similaritySketch({ values, missing }: Pick<Evidence, 'values' | 'missing'>): Int8Array {
  const sums = new Float64Array(PROJECTIONS);
  for (let i = 0; i < values.length; i++) {
    const isMissing = missing[i] === 1;
    const weight = isMissing ? MISSING_WEIGHT : (values[i] ?? 0);
    // A value and its absence are two dimensions, so each has signs of its own.
    let signs = mix(2 * i + (isMissing ? 1 : 0));
    for (let p = 0; p < PROJECTIONS; p++, signs >>>= 1)
      sums[p] = (sums[p] ?? 0) + (signs & 1 ? weight : -weight);
  }
  return Int8Array.from(sums, (sum) => Math.max(-127, Math.min(127, Math.round(sum / STEP))));
}

/** Distance of the two visits' evidence, in steps of evidence. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squares = 0;
  for (let p = 0; p < PROJECTIONS; p++) squares += ((a[p] ?? 0) - (b[p] ?? 0)) ** 2;
  return STEP * Math.sqrt(squares / PROJECTIONS);
}

/**
 * Where a sketch is filed: eight places, one for every four projections. Near sketches share at least one.
 */
export function bandsOf(projections: Int8Array): readonly string[] {
  const buckets = Array.from(projections, (value) => Math.floor(value / BUCKET));
  return Array.from(
    { length: PROJECTIONS / PER_BAND },
    (_, band) => `${band}:${buckets.slice(band * PER_BAND, (band + 1) * PER_BAND).join(',')}`,
  );
}

/**
 * 32 bits scattered over all of them (the finaliser of MurmurHash3). No cryptography: the projections are no
 * secret.
 */
function mix(seed: number): number {
  let x = Math.imul(seed + 1, 0x9e3779b9);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
