/**
 * A pointer path as it was recorded: parallel lists, times in ms and never decreasing, positions in CSS px.
 */
export interface Samples {
  readonly t: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface Line {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Step of the common time grid, ms: 60 Hz, so that recorders and mice of any rate look alike (features.md
 * §3).
 */
export const STEP_MS = 1000 / 60;

/**
 * Positions every `STEP_MS` from the first sample on, linear between samples; of several samples at one time
 * the last counts.
 */
export function resample({ t, x, y }: Samples): Line {
  const start = t[0] ?? 0;
  const count = Math.floor(((t.at(-1) ?? start) - start) / STEP_MS) + 1;
  const line = { x: new Float64Array(count), y: new Float64Array(count) };
  let after = 0;
  for (let i = 0; i < count; i += 1) {
    const time = start + i * STEP_MS;
    while (after < t.length - 1 && (t[after] ?? 0) <= time) after += 1;
    const before = Math.max(0, after - 1);
    const span = (t[after] ?? 0) - (t[before] ?? 0);
    const part = span > 0 ? Math.min(1, Math.max(0, (time - (t[before] ?? 0)) / span)) : 1;
    line.x[i] = (x[before] ?? 0) + ((x[after] ?? 0) - (x[before] ?? 0)) * part;
    line.y[i] = (y[before] ?? 0) + ((y[after] ?? 0) - (y[before] ?? 0)) * part;
  }
  return line;
}

function smoothAxis(values: Float64Array): Float64Array {
  const last = values.length - 1;
  // Beyond the ends the path goes on mirrored through the end point, so that the ends stay where they are.
  const at = (i: number): number => {
    if (i < 0) return 2 * (values[0] ?? 0) - (values[Math.min(last, -i)] ?? 0);
    if (i > last) return 2 * (values[last] ?? 0) - (values[Math.max(0, 2 * last - i)] ?? 0);
    return values[i] ?? 0;
  };
  return values.map((value, i) => (at(i - 2) + at(i + 2) + 4 * (at(i - 1) + at(i + 1)) + 6 * value) / 16);
}

/**
 * Two passes of a binomial filter, standard deviation 24 ms: whole-pixel rounding and the beat of the
 * recorder go, movement of a hand (below 10 Hz) stays.
 */
export const smooth = ({ x, y }: Line): Line => ({
  x: smoothAxis(smoothAxis(x)),
  y: smoothAxis(smoothAxis(y)),
});

/** Lengths of the steps between neighbouring points. */
export function steps({ x, y }: Line): Float64Array {
  const lengths = new Float64Array(Math.max(0, x.length - 1));
  for (let i = 0; i < lengths.length; i += 1)
    lengths[i] = Math.hypot((x[i + 1] ?? 0) - (x[i] ?? 0), (y[i + 1] ?? 0) - (y[i] ?? 0));
  return lengths;
}

/** `count` points at equal distances along the line, ends included. */
export function alongArc(line: Line, lengths: Float64Array, count: number): Line {
  let total = 0;
  for (const length of lengths) total += length;
  const points = { x: new Float64Array(count), y: new Float64Array(count) };
  let passed = 0;
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    const target = (total * i) / (count - 1);
    while (at < lengths.length - 1 && passed + (lengths[at] ?? 0) < target) {
      passed += lengths[at] ?? 0;
      at += 1;
    }
    const length = lengths[at] ?? 0;
    const part = length > 0 ? Math.min(1, (target - passed) / length) : 0;
    points.x[i] = (line.x[at] ?? 0) + ((line.x[at + 1] ?? 0) - (line.x[at] ?? 0)) * part;
    points.y[i] = (line.y[at] ?? 0) + ((line.y[at + 1] ?? 0) - (line.y[at] ?? 0)) * part;
  }
  return points;
}
