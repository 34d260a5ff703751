import { type Line, resample, type Samples, STEP_MS, smooth, steps } from '../grid.ts';
import { detailOf, type StrokeDetail } from './detail.ts';
import { type Shape, shapeOf } from './shape.ts';
import { type Speed, speedOf } from './speed.ts';

/** The measures of one movement from rest to rest; its samples are dropped. */
export interface Stroke {
  readonly durationMs: number;
  /** Distance between the ends, px. */
  readonly distancePx: number;
  readonly shape: Shape;
  readonly speed: Speed;
  readonly detail: StrokeDetail;
}

/** Fewer samples do not show a movement. Chosen: a jump has two, a bend some more. */
const MIN_SAMPLES = 5;
/** Shorter movements, ms, are measured by too few points. Chosen: 60 Hz leaves 8 of them. */
const MIN_DURATION_MS = 120;
/** Shorter paths, px, are shaped by whole pixels. Chosen: a pixel is a fortieth of them at most. */
const MIN_PATH_PX = 40;

/**
 * Slower than this share of the peak, the ends of a stroke are rest. Chosen: how long rest lasts depends on
 * the task and the recorder, so it must not count.
 */
const REST = 0.05;

function trim(
  line: Line,
  raw: Line,
): { readonly line: Line; readonly raw: Line; readonly lengths: Float64Array } {
  const lengths = steps(line);
  let peak = 0;
  for (const length of lengths) peak = Math.max(peak, length);
  const moves = (length: number) => length > REST * peak;
  const start = Math.max(0, lengths.findIndex(moves));
  const end = lengths.findLastIndex(moves) + 1;
  const cut = ({ x, y }: Line): Line => ({ x: x.subarray(start, end + 1), y: y.subarray(start, end + 1) });
  return {
    line: cut(line),
    raw: cut(raw),
    lengths: lengths.subarray(start, end),
  };
}

/** Finer than any clock, ms: the same movement gives the same numbers whenever it was made. */
const GRAIN_MS = 1 / 1024;

/** Times and places counted from the first sample. */
function fromStart({ t, x, y }: Samples): Samples {
  const [t0 = 0, x0 = 0, y0 = 0] = [t[0], x[0], y[0]];
  return {
    t: t.map((time) => Math.round((time - t0) / GRAIN_MS) * GRAIN_MS),
    x: x.map((left) => left - x0),
    y: y.map((top) => top - y0),
  };
}

/** Measures a movement; null when it is too short to have a shape. */
export function measure(samples: Samples): Stroke | null {
  if (samples.t.length < MIN_SAMPLES) return null;
  const grid = resample(fromStart(samples));
  const { line, raw, lengths } = trim(smooth(grid), grid);
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
    detail: detailOf({ line, raw, ...size }),
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
