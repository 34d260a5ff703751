import { resample, type Samples, smooth, steps } from './grid.ts';
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

/** Measures a movement; null when it is too short to have a shape. */
export function measure(samples: Samples): Stroke | null {
  const durationMs = (samples.t.at(-1) ?? 0) - (samples.t[0] ?? 0);
  if (samples.t.length < MIN_SAMPLES || durationMs < MIN_DURATION_MS) return null;
  const line = smooth(resample(samples));
  const lengths = steps(line);
  let pathPx = 0;
  for (const length of lengths) pathPx += length;
  if (!(pathPx >= MIN_PATH_PX)) return null;
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
