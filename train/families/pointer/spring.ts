import type { Point, PointerFamily } from '../family.ts';

/**
 * A damped spring or PID controller chasing the target, with force noise: game bots and animation libraries.
 */
export const spring: PointerFamily = {
  create(random) {
    const stepMs = random.uniform(4, 12);
    const frequency = random.logUniform(0.004, 0.02);
    const damping = random.uniform(0.45, 1.6);
    const noise = random.logUniform(0.0005, 0.08);
    const delayed = random.pick([0, random.integer(1, 8)]);
    return (task) => {
      const path: Point[] = [task.from];
      let [x, y] = task.from;
      let [vx, vy] = [0, 0];
      const gain = frequency * frequency;
      const drag = 2 * damping * frequency;
      for (let step = 0; step < 700; step += 1) {
        const [seenX, seenY] = path[Math.max(0, path.length - 1 - delayed)] ?? task.from;
        const shake = noise * task.distance * gain * 10;
        vx += ((task.to[0] - seenX) * gain - vx * drag + random.normal(0, shake)) * stepMs;
        vy += ((task.to[1] - seenY) * gain - vy * drag + random.normal(0, shake)) * stepMs;
        x += vx * stepMs;
        y += vy * stepMs;
        path.push([x, y]);
        if (Math.hypot(task.to[0] - x, task.to[1] - y) < 1.5 && Math.hypot(vx, vy) < 0.05) break;
      }
      path.push(task.to);
      return {
        duration: (path.length - 1) * stepMs,
        at: (ms) => path[Math.min(path.length - 1, Math.floor(ms / stepMs))] ?? task.to,
      };
    };
  },
};
