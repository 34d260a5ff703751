import type { Random } from '../../random.ts';
import type { Stroke } from '../../simulate/template.ts';
import { clampUnit } from '../ease.ts';
import { beside, type PointerFamily, type Task } from '../family.ts';

/**
 * Statistical synthesis: the shape of one person's stroke, the pace of another's, recombined and disturbed.
 */
export const synthesis: PointerFamily = {
  create(random) {
    const stretch = random.uniform(0, 0.3);
    const sideNoise = random.uniform(0, 0.5);
    const blend = random.chance(0.5);
    return (task) => {
      const [shape, other, pace] = [task.donor(), task.donor(), task.donor()];
      const weight = blend ? random.uniform() : 1;
      const [side, side2] = [sideOf(shape), sideOf(other)];
      const along = paceOf(pace);
      const total = durationOf(pace, task, random, stretch);
      const scale = 1 + random.normal(0, sideNoise);
      return {
        duration: total,
        at(ms) {
          const s = along(clampUnit(ms / total));
          const across = (weight * side(s) + (1 - weight) * side2(s)) * scale;
          return s >= 1 ? task.to : beside(task, s, across * task.distance);
        },
      };
    };
  },
};

function durationOf(pace: Stroke, task: Task, random: Random, stretch: number): number {
  const own = (pace.t.at(-1) ?? 0) - (pace.t[0] ?? 0);
  const reach = Math.max(10, chordOf(pace).length);
  const fitted = own * Math.sqrt(Math.max(0.1, Math.min(10, task.distance / reach)));
  return Math.min(4000, Math.max(40, fitted * Math.exp(random.normal(0, stretch))));
}

function chordOf(stroke: Stroke): { length: number; dx: number; dy: number; x: number; y: number } {
  const [x, y] = [stroke.x[0] ?? 0, stroke.y[0] ?? 0];
  const [dx, dy] = [(stroke.x.at(-1) ?? x) - x, (stroke.y.at(-1) ?? y) - y];
  return { length: Math.hypot(dx, dy), dx, dy, x, y };
}

/** Perpendicular offset in chord lengths by share of path length; 0 at both ends. */
function sideOf(stroke: Stroke): (s: number) => number {
  const { length, dx, dy, x, y } = chordOf(stroke);
  const travelled = travelOf(stroke);
  const sides = stroke.x.map(
    (px, i) => (dx * ((stroke.y[i] ?? y) - y) - dy * (px - x)) / Math.max(100, length * length),
  );
  return (s) => Math.max(-1, Math.min(1, interpolate(travelled, sides, s)));
}

/** Share of path length by share of time. */
export function paceOf(stroke: Stroke): (u: number) => number {
  const start = stroke.t[0] ?? 0;
  const span = (stroke.t.at(-1) ?? start) - start || 1;
  const times = stroke.t.map((t) => (t - start) / span);
  const travelled = travelOf(stroke);
  return (u) => interpolate(times, travelled, u);
}

/** Share of path length at every sample. */
export function travelOf(stroke: Stroke): number[] {
  const path = [0];
  for (let i = 1; i < stroke.x.length; i += 1) {
    const step = Math.hypot(
      (stroke.x[i] ?? 0) - (stroke.x[i - 1] ?? 0),
      (stroke.y[i] ?? 0) - (stroke.y[i - 1] ?? 0),
    );
    path.push((path[i - 1] ?? 0) + step);
  }
  const total = path.at(-1) || 1;
  return path.map((length) => length / total);
}

/** Piecewise linear through (xs, ys), xs rising. */
export function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  let low = 0;
  let high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const [x0, x1, y0, y1] = [xs[low] ?? 0, xs[high] ?? 0, ys[low] ?? 0, ys[high] ?? 0];
  return x1 > x0 ? y0 + (y1 - y0) * Math.min(1, Math.max(0, (x - x0) / (x1 - x0))) : y1;
}
