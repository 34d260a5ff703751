import { CLOSED_SHARE } from '../../../src/contract/features/limits.ts';
import { alongArc, type Line } from '../grid.ts';
import { autocorrelation, mean, quantile } from '../stats.ts';

/**
 * Where a stroke goes, whatever its speed. Lengths are relative to the stroke, so distance and screen do not
 * matter.
 */
export interface Shape {
  /** Distance between the ends over the length of the path, 0..1. */
  readonly efficiency: number;
  /** Greatest distance from the straight line, over the distance between the ends; NaN for a closed path. */
  readonly deviation: number;
  /** How often the path crosses its straight line. */
  readonly sideChanges: number;
  /** Mean angle between neighbouring arcs, a 24th of the path each, rad. */
  readonly turnMean: number;
  /** 90th percentile of these angles over their mean: 1 for a circle, large for a few sharp corners. */
  readonly turnTail: number;
  /** Correlation of each turn with the next: 1 for a smooth curve, negative for noise. */
  readonly turnAutocorr: number;
  /** Share of 133 ms windows in fast parts whose points lie on their chord. */
  readonly straightShare: number;
  /** The path drawn from (0, 0) to (1, 0), for comparing strokes. */
  readonly profile: readonly number[];
}

/** Arcs that a path is divided into. Chosen: two frames each of a stroke of .8 s. */
export const ARCS = 24;
/**
 * Windows of the grid for straightness, steps. Chosen: 133 ms, so that even a recorder with a beat of 60 ms
 * has two samples in each.
 */
const WINDOW = 8;
/**
 * Shorter chords, px, are not measured, because whole pixels bend them. Chosen: one pixel is a thirtieth of
 * it.
 */
const MIN_CHORD_PX = 30;
/** What whole-pixel rounding leaves after smoothing, px. Chosen: less than the .5 px of one sample. */
const ROUNDING_PX = 0.3;
/** Deviation of a straight path beyond rounding, as a share of the chord. Chosen: 1 px of 250. */
const STRAIGHT_SHARE = 0.004;
/** Nearer to the line, as a share of its length, the path is on neither side. Chosen: 1 px of 100. */
const CLEAR_SHARE = 0.01;
/** A path that turns less than this a piece, rad, is straight and has no tail of turns: rounding errors. */
const STRAIGHT_RAD = 1e-4;

function turnsOf({ x, y }: Line): number[] {
  const turns: number[] = [];
  let before = Number.NaN;
  for (let i = 1; i < x.length; i += 1) {
    const heading = Math.atan2((y[i] ?? 0) - (y[i - 1] ?? 0), (x[i] ?? 0) - (x[i - 1] ?? 0));
    const turn = heading - before;
    if (!Number.isNaN(turn)) turns.push(Math.atan2(Math.sin(turn), Math.cos(turn)));
    before = heading;
  }
  return turns;
}

function straightShareOf({ x, y }: Line): number {
  let windows = 0;
  let straight = 0;
  for (let i = 0; i + WINDOW < x.length; i += WINDOW / 2) {
    const [x0, y0] = [x[i] ?? 0, y[i] ?? 0];
    const [dx, dy] = [(x[i + WINDOW] ?? 0) - x0, (y[i + WINDOW] ?? 0) - y0];
    const chord = Math.hypot(dx, dy);
    if (chord < MIN_CHORD_PX) continue;
    let off = 0;
    for (let j = i + 1; j < i + WINDOW; j += 1)
      off = Math.max(off, Math.abs(((x[j] ?? 0) - x0) * dy - ((y[j] ?? 0) - y0) * dx) / chord);
    windows += 1;
    if (off < ROUNDING_PX + STRAIGHT_SHARE * chord) straight += 1;
  }
  return windows > 0 ? straight / windows : Number.NaN;
}

/**
 * Lateral positions along the path relative to the line between its ends, in units of `scale`, the last one
 * 0.
 */
function lateral({ x, y }: Line, scale: number): number[] {
  const last = x.length - 1;
  const [x0, y0] = [x[0] ?? 0, y[0] ?? 0];
  const [dx, dy] = [(x[last] ?? 0) - x0, (y[last] ?? 0) - y0];
  const distance = Math.hypot(dx, dy) || 1;
  return Array.from(x, (_, i) => (((x[i] ?? 0) - x0) * dy - ((y[i] ?? 0) - y0) * dx) / (distance * scale));
}

/** Crossings of the line, counted only from one clear side to the other. */
function crossings(offsets: readonly number[]): number {
  let side = 0;
  let count = 0;
  for (const offset of offsets) {
    if (Math.abs(offset) < CLEAR_SHARE) continue;
    const here = Math.sign(offset);
    if (side !== 0 && here !== side) count += 1;
    side = here;
  }
  return count;
}

/** Measures a smoothed line; `lengths` are its steps and `pathPx` their sum, above 0. */
export function shapeOf(line: Line, { lengths, pathPx }: { lengths: Float64Array; pathPx: number }): Shape {
  const arcs = alongArc(line, lengths, ARCS + 1);
  const last = line.x.length - 1;
  const distance = Math.hypot((line.x[last] ?? 0) - (line.x[0] ?? 0), (line.y[last] ?? 0) - (line.y[0] ?? 0));
  const closed = distance < CLOSED_SHARE * pathPx;
  const profile = lateral(arcs, closed ? pathPx : distance);
  const turns = turnsOf(arcs);
  const sizes = turns.map(Math.abs);
  const turnMean = mean(sizes);
  return {
    efficiency: Math.min(1, distance / pathPx),
    deviation: closed ? Number.NaN : Math.max(...profile.map(Math.abs)),
    sideChanges: crossings(profile),
    turnMean,
    turnTail: turnMean > STRAIGHT_RAD ? quantile(sizes, 0.9) / turnMean : Number.NaN,
    turnAutocorr: turnMean > STRAIGHT_RAD ? autocorrelation(turns, 1) : Number.NaN,
    straightShare: straightShareOf(line),
    profile,
  };
}
