import { clampUnit, minimumJerk, pickEase } from '../ease.ts';
import { beside, durationLaw, type PointerFamily } from '../family.ts';

/**
 * A smooth reach plus an Ornstein–Uhlenbeck disturbance pinned at both ends: autocorrelated "hand noise" of
 * research generators.
 */
export const bridge: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const ease = random.chance(0.5) ? minimumJerk : pickEase(random, 0.1);
    const skew = random.uniform(0.55, 1.3);
    const amplitude = random.logUniform(0.005, 0.1);
    const stepMs = random.uniform(6, 12);
    const memoryMs = random.logUniform(30, 400);
    const along = random.uniform(0, 0.6);
    return (task) => {
      const total = duration(task);
      const count = Math.ceil(total / stepMs) + 2;
      const keep = Math.exp(-stepMs / memoryMs);
      const walk = (): number[] => {
        let [speed, value] = [0, 0];
        const raw = Array.from({ length: count }, () => {
          speed = keep * speed + random.normal();
          value += speed;
          return value;
        });
        const end = raw.at(-1) ?? 0;
        const pinned = raw.map((place, i) => place - (end * i) / (count - 1));
        const most = Math.max(1e-9, ...pinned.map(Math.abs));
        return pinned.map((place) => (place / most) * amplitude * Math.abs(random.normal(1, 0.02)));
      };
      const [side, pace] = [walk(), walk()];
      return {
        duration: total,
        at(ms) {
          const u = clampUnit(ms / total);
          const place = (u * total) / stepMs;
          const index = Math.min(count - 2, Math.floor(place));
          const mix = (values: readonly number[]): number =>
            (values[index] ?? 0) + ((values[index + 1] ?? 0) - (values[index] ?? 0)) * (place - index);
          const s = ease(u ** skew) + along * mix(pace);
          return u >= 1 ? task.to : beside(task, s, mix(side) * task.distance);
        },
      };
    };
  },
};
