import type { Point, PointerFamily } from '../family.ts';

/**
 * Intermittent control: every so often a new jerk-limited push towards where the target seems to be, with
 * aiming error.
 */
export const feedback: PointerFamily = {
  create(random) {
    const everyMs = random.uniform(60, 260);
    const jitter = random.uniform(0, 0.4);
    const gain = random.uniform(0.4, 0.95);
    const aim = random.logUniform(0.01, 0.25);
    const pushMs = random.uniform(90, 350);
    const stepMs = 8;
    return (task) => {
      const pushes: { start: number; length: number; dx: number; dy: number }[] = [];
      let [x, y] = task.from;
      let start = 0;
      while (pushes.length < 14) {
        const [dx, dy] = [task.to[0] - x, task.to[1] - y];
        const left = Math.hypot(dx, dy);
        const last = left < 4 || pushes.length === 13;
        const share = last ? 1 : gain * Math.exp(random.normal(0, 0.15));
        const turn = last ? 0 : random.normal(0, aim);
        const [c, s] = [Math.cos(turn) * share, Math.sin(turn) * share];
        const push = {
          start,
          length: pushMs * Math.exp(random.normal(0, jitter / 2)),
          dx: dx * c - dy * s,
          dy: dy * c + dx * s,
        };
        pushes.push(push);
        x += push.dx;
        y += push.dy;
        start += everyMs * Math.exp(random.normal(0, jitter));
        if (last) break;
      }
      const end = Math.max(...pushes.map((push) => push.start + push.length));
      const duration = Math.ceil(end / stepMs) * stepMs;
      return {
        duration,
        at(ms): Point {
          let [px, py] = task.from;
          for (const push of pushes) {
            const u = Math.min(1, Math.max(0, (ms - push.start) / push.length));
            const s = u * u * u * (10 - 15 * u + 6 * u * u);
            px += push.dx * s;
            py += push.dy * s;
          }
          return [px, py];
        },
      };
    };
  },
};
