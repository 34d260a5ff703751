import { clampUnit, pickEase } from '../ease.ts';
import { beside, durationLaw, type Point, type PointerFamily } from '../family.ts';

/** Catmull-Rom spline through scattered way points, timed by one ease or way point by way point. */
export const spline: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const ease = pickEase(random, 0.25);
    const knots = random.integer(1, 6);
    const scatter = random.logUniform(0.01, 0.3);
    const uneven = random.pick([0, random.uniform(0.1, 0.7)]);
    return (task) => {
      const points: Point[] = [task.from];
      const times = [0];
      for (let index = 1; index <= knots + 1; index += 1) {
        const along = index / (knots + 1);
        const inner = index <= knots;
        points.push(inner ? beside(task, along, random.normal(0, scatter * task.distance)) : task.to);
        times.push((times.at(-1) ?? 0) + Math.exp(random.normal(0, uneven)));
      }
      const total = duration(task);
      const clock = times.at(-1) ?? 1;
      return {
        duration: total,
        at(ms) {
          const place = ease(clampUnit(ms / total)) * clock;
          let index = 0;
          while (index < knots && (times[index + 1] ?? clock) <= place) index += 1;
          const [start, end] = [times[index] ?? 0, times[index + 1] ?? clock];
          return catmullRom(points, index, (place - start) / (end - start));
        },
      };
    };
  },
};

function catmullRom(points: readonly Point[], index: number, s: number): Point {
  const at = (i: number): Point => points[Math.min(points.length - 1, Math.max(0, i))] ?? [0, 0];
  const [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
  const axis = (k: 0 | 1): number =>
    0.5 *
    (2 * b[k] +
      (c[k] - a[k]) * s +
      (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * s * s +
      (3 * b[k] - a[k] - 3 * c[k] + d[k]) * s * s * s);
  return [axis(0), axis(1)];
}
