import type { Random } from '../../random.ts';
import { lerp, type Point, type PointerFamily } from '../family.ts';
import { cubicPoint } from './bezier.ts';

/** Share of the way `u` steps have gone along one Bezier, and how many steps there are. */
interface Leg {
  readonly steps: number;
  at(u: number): Point;
}

/**
 * ghost-cursor and its ports: a cubic Bezier whose two anchors lie on one side at random places along the
 * line, ordered by x (so that on the way left the first anchor is the far one), sampled evenly in its
 * parameter at a step count from Fitts' law, each step sent as fast as the driver takes it. Far targets are
 * overshot first. Written after the algorithm of ghost-cursor 1.4 (ISC).
 */
export const cursor: PointerFamily = {
  create(random) {
    const stepMs = random.logUniform(1.5, 17);
    const spread = random.uniform(0, 0.5);
    const speed = random.chance(0.5) ? null : random.logUniform(0.3, 3);
    const overshootPx = random.pick([500, 500, random.uniform(150, 900)]);
    const radius = random.pick([120, random.uniform(20, 150)]);
    const width = random.logUniform(20, 300);
    const waitMs = random.pick([0, random.uniform(0, 150)]);
    return (task) => {
      const overshoots = task.distance > overshootPx;
      const past = overshoots ? around(task.to, radius, random) : task.to;
      const legs = [leg(task.from, past, { width, speed, random })];
      if (overshoots) legs.push(leg(past, task.to, { width, speed, random, spreadPx: 10 }));
      const starts: number[] = [];
      let total = 0;
      for (const { steps } of legs) {
        starts.push(total);
        total += steps * stepMs * Math.exp(random.normal(0, spread / 3)) + waitMs;
      }
      return {
        duration: total,
        at(ms) {
          const index = overshoots && ms >= (starts[1] ?? 0) ? 1 : 0;
          const { steps, at } = legs[index] ?? { steps: 1, at: () => task.to };
          const own =
            ((index === 0 && overshoots ? starts[1] : total) ?? total) - (starts[index] ?? 0) - waitMs;
          const u = own > 0 ? Math.min(1, Math.max(0, (ms - (starts[index] ?? 0)) / own)) : 1;
          return at(Math.floor(u * steps) / steps);
        },
      };
    };
  },
};

interface LegOptions {
  readonly width: number;
  readonly speed: number | null;
  readonly random: Random;
  readonly spreadPx?: number;
}

function leg(from: Point, to: Point, { width, speed, random, spreadPx }: LegOptions): Leg {
  const distance = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const reach = spreadPx ?? Math.min(200, Math.max(2, distance));
  const side = random.pick([-1, 1]);
  const anchor = (): Point => {
    const [x, y] = lerp(from, to, random.uniform());
    const off = (side * reach * random.uniform()) / (distance || 1);
    return [x + (to[1] - from[1]) * off, y - (to[0] - from[0]) * off];
  };
  const [first, second] = [anchor(), anchor()].sort((a, b) => a[0] - b[0]) as [Point, Point];
  const pace = speed === null ? random.uniform() : 25 / speed / 25;
  const steps = Math.ceil((Math.log2(2 * Math.log2((distance * 0.8) / width + 1) + 1) + pace * 25) * 3);
  return { steps: Math.max(2, steps), at: (u) => cubicPoint([from, first, second, to], u) };
}

function around([x, y]: Point, radius: number, random: Random): Point {
  const [angle, far] = [random.uniform(0, 2 * Math.PI), radius * Math.sqrt(random.uniform())];
  return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
}
