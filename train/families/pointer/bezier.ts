import { clampUnit, pickEase } from '../ease.ts';
import { beside, durationLaw, type Point, type PointerFamily } from '../family.ts';

/** Quadratic or cubic Bezier with random control points, every ease: what most "human mouse" snippets do. */
export const bezier: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const perStroke = random.chance(0.3);
    const fixed = pickEase(random, 0.3);
    const bulge = random.logUniform(0.02, 0.6);
    const cubic = random.chance(0.7);
    const sameSide = random.chance(0.5);
    return (task) => {
      const ease = perStroke ? pickEase(random, 0.3) : fixed;
      const total = duration(task);
      const side = random.normal(0, bulge * task.distance);
      const other = sameSide ? side * random.uniform(0.3, 1.5) : random.normal(0, bulge * task.distance);
      const first = beside(task, random.uniform(0, cubic ? 0.5 : 0.8), side);
      const second = beside(task, random.uniform(0.5, 1), other);
      return {
        duration: total,
        at(ms): Point {
          const s = ease(clampUnit(ms / total));
          return cubic
            ? cubicPoint([task.from, first, second, task.to], s)
            : quadraticPoint([task.from, first, task.to], s);
        },
      };
    };
  },
};

export function cubicPoint([a, b, c, d]: readonly [Point, Point, Point, Point], s: number): Point {
  const r = 1 - s;
  const [wa, wb, wc, wd] = [r * r * r, 3 * r * r * s, 3 * r * s * s, s * s * s];
  return [wa * a[0] + wb * b[0] + wc * c[0] + wd * d[0], wa * a[1] + wb * b[1] + wc * c[1] + wd * d[1]];
}

function quadraticPoint([a, b, c]: readonly [Point, Point, Point], s: number): Point {
  const r = 1 - s;
  return [r * r * a[0] + 2 * r * s * b[0] + s * s * c[0], r * r * a[1] + 2 * r * s * b[1] + s * s * c[1]];
}
