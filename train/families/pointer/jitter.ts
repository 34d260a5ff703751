import { clampUnit, pickEase } from '../ease.ts';
import { beside, durationLaw, type PointerFamily } from '../family.ts';

/** Straight line with independent or autocorrelated noise on every step, fading at the ends or not. */
export const jitter: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const ease = pickEase(random);
    const amplitude = random.logUniform(0.5, 12);
    const memory = random.pick([0, 0, random.uniform(0.3, 0.97)]);
    const gaussian = random.chance(0.5);
    const fades = random.chance(0.5);
    const stepMs = random.uniform(5, 30);
    return (task) => {
      const total = duration(task);
      const count = Math.ceil(total / stepMs) + 2;
      const draw = (): number => (gaussian ? random.normal() : random.uniform(-1.7, 1.7));
      const noise = (): number[] => {
        let value = 0;
        return Array.from({ length: count }, () => {
          value = memory * value + Math.sqrt(1 - memory * memory) * draw();
          return value * amplitude;
        });
      };
      const [side, along] = [noise(), noise()];
      return {
        duration: total,
        at(ms) {
          const u = clampUnit(ms / total);
          const index = Math.min(count - 1, Math.floor(ms / stepMs));
          const weight = (fades ? Math.min(1, 4 * (1 - u), 4 * u) : 1) * (u < 1 ? 1 : 0);
          const shift = task.distance > 0 ? (weight * (along[index] ?? 0)) / task.distance : 0;
          return beside(task, ease(u) + shift, weight * (side[index] ?? 0));
        },
      };
    };
  },
};
