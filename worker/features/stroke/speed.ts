import type { Line } from '../grid.ts';
import { autocorrelation, slope, variation } from '../stats.ts';

/** Speed along a stroke, independent of its path and size. */
export interface Speed {
  /** When speed peaks, as a share of the stroke's duration. */
  readonly peakAt: number;
  /** Coefficient of variation of speed. */
  readonly variation: number;
  /**
   * Peaks of speed above a fifth of the highest. Between two of them speed dips below 80 % of the lower one.
   */
  readonly submovements: number;
  /** Share of the last third that is slower than a fifth of the peak. */
  readonly slowEnd: number;
  /** Exponent k of speed ∝ radius^k along the curves; a hand has about 1/3 (Lacquaniti et al. 1983). */
  readonly curvePower: number;
  /** Autocorrelation of acceleration over 67 ms, beyond what smoothing brings by itself. */
  readonly accelerationAutocorr: number;
  /** Speed over the last two steps relative to the peak. */
  readonly endShare: number;
  /** Share of the path at equal steps of the duration, 0..1, for comparing strokes. */
  readonly progress: readonly number[];
}

/** Slower than this share of the peak is slow. Chosen: twice the tenth of features.md G3, 45, to be safe. */
const SLOW = 0.2;
/** Speed falls below this share of a peak before the next one counts. Chosen: the same fifth, from above. */
const DIP = 0.8;
/** Lag of the autocorrelation, steps of the grid: as far as the two passes of `smooth` reach to one side. */
const LAG = 4;
/**
 * Parts of the duration at which strokes are compared. Chosen: more than the 8 points of the shortest stroke.
 */
const PROGRESS_POINTS = 12;
/**
 * Where the path turns less in a step, rad, it is straight, and where it turns more it is a corner: neither
 * has a radius. Chosen: half a degree, and almost a right angle.
 */
const MIN_TURN = 0.01;
const MAX_TURN = 1.5;
/** Fewer steps on curves give no exponent. Chosen: a tenth of a second at 60 Hz. */
const MIN_RADII = 6;

function countPeaks(speeds: Float64Array, floor: number): number {
  let count = 0;
  let high = 0;
  let low = 0;
  let rising = true;
  for (const speed of speeds) {
    if (rising) {
      high = Math.max(high, speed);
      if (speed < DIP * high) {
        if (high >= floor) count += 1;
        rising = false;
        low = speed;
      }
    } else {
      low = Math.min(low, speed);
      if (speed * DIP > low && speed >= floor) {
        rising = true;
        high = speed;
      }
    }
  }
  return rising && high >= floor ? count + 1 : count;
}

/** Least-squares slope of log speed over log radius, where the path bends and moves at all. */
function curvePowerOf({ x, y }: Line, floor: number): number {
  const radii: number[] = [];
  const speeds: number[] = [];
  for (let i = 1; i + 1 < x.length; i += 1) {
    const [ax, ay] = [(x[i] ?? 0) - (x[i - 1] ?? 0), (y[i] ?? 0) - (y[i - 1] ?? 0)];
    const [bx, by] = [(x[i + 1] ?? 0) - (x[i] ?? 0), (y[i + 1] ?? 0) - (y[i] ?? 0)];
    const speed = Math.hypot(ax + bx, ay + by) / 2;
    const turn = Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by));
    if (speed < floor || turn < MIN_TURN || turn > MAX_TURN) continue;
    radii.push(Math.log(speed / turn));
    speeds.push(Math.log(speed));
  }
  return radii.length >= MIN_RADII ? slope(radii, speeds) : Number.NaN;
}

function progressOf(lengths: Float64Array, pathPx: number): number[] {
  const progress: number[] = [];
  let done = 0;
  let at = 0;
  for (let i = 1; i < PROGRESS_POINTS; i += 1) {
    const until = (lengths.length * i) / PROGRESS_POINTS;
    for (; at < Math.floor(until); at += 1) done += lengths[at] ?? 0;
    progress.push((done + (until - at) * (lengths[at] ?? 0)) / pathPx);
  }
  return progress;
}

/** Measures a smoothed line; `lengths` are its steps and `pathPx` their sum, above 0. */
export function speedOf(line: Line, { lengths, pathPx }: { lengths: Float64Array; pathPx: number }): Speed {
  const count = lengths.length;
  let peak = 0;
  let peakIndex = 0;
  for (const [index, length] of lengths.entries()) {
    if (length > peak) {
      peak = length;
      peakIndex = index;
    }
  }
  const third = Math.floor((2 * count) / 3);
  let slow = 0;
  for (let i = third; i < count; i += 1) if ((lengths[i] ?? 0) < SLOW * peak) slow += 1;
  const accelerations = lengths.subarray(1).map((length, i) => length - (lengths[i] ?? 0));
  return {
    peakAt: (peakIndex + 0.5) / count,
    variation: variation(Array.from(lengths)),
    submovements: countPeaks(lengths, SLOW * peak),
    slowEnd: slow / (count - third),
    curvePower: curvePowerOf(line, SLOW * peak),
    accelerationAutocorr: accelerations.length > 2 * LAG ? autocorrelation(accelerations, LAG) : Number.NaN,
    endShare: ((lengths[count - 1] ?? 0) + (lengths[count - 2] ?? 0)) / (2 * peak),
    progress: progressOf(lengths, pathPx),
  };
}
