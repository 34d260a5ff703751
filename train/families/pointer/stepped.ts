import { durationLaw, lerp, type PointerFamily } from '../family.ts';

/** `mouse.move(x, y, { steps })` with few steps: equal leaps along the line at the pace of the driver. */
export const stepped: PointerFamily = {
  create(random) {
    const steps = random.integer(1, 12);
    const stepMs = random.logUniform(1, 60);
    const byTime = random.chance(0.2) ? durationLaw(random) : null;
    const uneven = random.pick([0, 0, random.uniform(0, 0.3)]);
    return (task) => {
      const total = byTime === null ? steps * stepMs : byTime(task);
      const ends = Array.from({ length: steps }, (_, i) => (i + 1) * Math.exp(random.normal(0, uneven)));
      return {
        duration: total,
        at(ms) {
          const done = Math.min(steps, Math.floor((ms / total) * steps));
          const share = done >= steps ? 1 : Math.min(1, (ends[done - 1] ?? 0) / steps);
          return lerp(task.from, task.to, done === 0 ? 0 : share);
        },
      };
    };
  },
};
