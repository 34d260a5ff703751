import { clampUnit } from '../ease.ts';
import { beside, type Point, type PointerFamily } from '../family.ts';
import { cubicPoint } from './bezier.ts';

/**
 * Bezier sampled evenly in its parameter at a step count from Fitts' law, with overshoot and a second small correction: the recipe
 * of the ghost-cursor libraries, which peak in speed at the very start (features.md §2).
 */
export const cursor: PointerFamily = {
  create(random) {
    const spread = random.uniform(0.05, 0.5);
    const speed = random.logUniform(0.4, 3);
    const overshootPx = random.chance(0.6) ? random.uniform(150, 600) : Number.POSITIVE_INFINITY;
    const radius = random.uniform(5, 120);
    const leg = (from: Point, to: Point): { duration: number; at: (u: number) => Point } => {
      const distance = Math.hypot(to[0] - from[0], to[1] - from[1]);
      const task = {
        from,
        to,
        distance,
        human: { t: [], x: [], y: [] },
        donor: () => ({ t: [], x: [], y: [] }),
      };
      const reach = Math.min(200, Math.max(2, distance * spread));
      const side = random.pick([-1, 1]) * random.uniform(0, reach);
      const [first, second] = [random.uniform(), random.uniform()].sort((a, b) => a - b);
      const controls = [
        beside(task, first ?? 0, side),
        beside(task, second ?? 1, side * random.uniform(0.4, 1.2)),
      ];
      const steps = Math.ceil((Math.log2(distance / 60 + 1) + random.uniform(0.6, 1.4)) * 14);
      return {
        duration: (steps * 16.7) / speed / 2,
        at: (u) => cubicPoint([from, controls[0] ?? from, controls[1] ?? to, to], u),
      };
    };
    return (task) => {
      if (task.distance < overshootPx) {
        const only = leg(task.from, task.to);
        return { duration: only.duration, at: (ms) => only.at(clampUnit(ms / only.duration)) };
      }
      const angle = random.uniform(0, 2 * Math.PI);
      const past: Point = [task.to[0] + radius * Math.cos(angle), task.to[1] + radius * Math.sin(angle)];
      const [out, back] = [leg(task.from, past), leg(past, task.to)];
      return {
        duration: out.duration + back.duration,
        at: (ms) =>
          ms < out.duration
            ? out.at(clampUnit(ms / out.duration))
            : back.at(clampUnit((ms - out.duration) / back.duration)),
      };
    };
  },
};
