import { type Line, resample, type Samples, STEP_MS, smooth, steps } from './grid.ts';
import { type Shape, shapeOf } from './shape.ts';
import { type Speed, speedOf } from './speed.ts';

/** One movement from rest to rest, measured; its samples are gone. */
export interface Stroke {
  readonly durationMs: number;
  /** Distance between the ends, px. */
  readonly distancePx: number;
  readonly shape: Shape;
  readonly speed: Speed;
}

/** Fewer samples do not show a movement; a jump of a script has two. */
const MIN_SAMPLES = 5;
/** Shorter than this, ms, no aimed movement of a hand is; 60 Hz leaves 8 points of it. */
const MIN_DURATION_MS = 120;
/** Shorter paths, px, are shaped by whole pixels. */
const MIN_PATH_PX = 40;

/** Slower than this share of the peak, the ends of a stroke are rest: how long it lasts depends on the task and the recorder. */
const REST = 0.05;

function trim(line: Line): { readonly line: Line; readonly lengths: Float64Array } {
  const lengths = steps(line);
  let peak = 0;
  for (const length of lengths) peak = Math.max(peak, length);
  const moves = (length: number) => length > REST * peak;
  const start = Math.max(0, lengths.findIndex(moves));
  const end = lengths.findLastIndex(moves) + 1;
  return {
    line: { x: line.x.subarray(start, end + 1), y: line.y.subarray(start, end + 1) },
    lengths: lengths.subarray(start, end),
  };
}

/** Measures a movement; null when it is too short to have a shape. */
export function measure(samples: Samples): Stroke | null {
  if (samples.t.length < MIN_SAMPLES) return null;
  const { line, lengths } = trim(smooth(resample(samples)));
  const durationMs = lengths.length * STEP_MS;
  let pathPx = 0;
  for (const length of lengths) pathPx += length;
  if (durationMs < MIN_DURATION_MS || !(pathPx >= MIN_PATH_PX)) return null;
  const size = { lengths, pathPx };
  const shape = shapeOf(line, size);
  return {
    durationMs,
    distancePx: shape.efficiency * pathPx,
    shape,
    speed: speedOf(line, size),
  };
}

/** Root mean square difference of two strokes' path and progress, each drawn to unit size. */
export function difference(a: Stroke, b: Stroke): number {
  const squares = (left: readonly number[], right: readonly number[]) => {
    let total = 0;
    for (const [index, value] of left.entries()) total += (value - (right[index] ?? 0)) ** 2;
    return total / left.length;
  };
  return Math.sqrt(squares(a.shape.profile, b.shape.profile) + squares(a.speed.progress, b.speed.progress));
}
