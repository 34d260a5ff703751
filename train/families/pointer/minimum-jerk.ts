import { clampUnit, minimumJerk } from '../ease.ts';
import { beside, durationLaw, type Point, type PointerFamily } from '../family.ts';

interface Submovement {
  readonly start: number;
  readonly length: number;
  readonly along: number;
  readonly side: number;
}

/** Minimum-jerk reach with signal-dependent noise and corrective submovements (Meyer et al. 1988). */
export const minimumJerkReach: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const noise = random.logUniform(0.01, 0.2);
    const corrections = random.integer(0, 3);
    const overlap = random.uniform(0, 0.6);
    const tremorPx = random.pick([0, random.uniform(0, 1.5)]);
    return (task) => {
      const parts: Submovement[] = [];
      let [along, side, clock] = [0, 0, 0];
      for (let index = 0; index <= corrections; index += 1) {
        const last = index === corrections;
        const aim = last ? 1 - along : (1 - along) * (1 + random.normal(-noise / 2, noise));
        const drift = last ? -side : -side + random.normal(0, noise * Math.abs(aim)) * task.distance;
        const length = index === 0 ? 1 : random.uniform(0.25, 0.6);
        parts.push({ start: clock, length, along: aim, side: drift });
        clock += length * (1 - overlap);
        along += aim;
        side += drift;
      }
      const end = Math.max(...parts.map((part) => part.start + part.length));
      const total = duration(task) * (1 + 0.3 * corrections);
      return {
        duration: total,
        at(ms): Point {
          const u = clampUnit(ms / total) * end;
          let [a, s] = [0, 0];
          for (const part of parts) {
            const share = minimumJerk(clampUnit((u - part.start) / part.length));
            a += part.along * share;
            s += part.side * share;
          }
          const [x, y] = beside(task, a, s);
          return u >= end ? task.to : [x + random.normal(0, tremorPx), y + random.normal(0, tremorPx)];
        },
      };
    };
  },
};
