import { clampUnit, minimumJerk, pickEase } from '../ease.ts';
import { beside, durationLaw, type PointerFamily } from '../family.ts';

/**
 * A smooth arch with the shaking of a hand added as a sine of 4–14 Hz whose strength wanders: "add tremor" of
 * humanisers.
 */
export const tremor: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const hertz = random.uniform(4, 14);
    const amplitude = random.logUniform(0.3, 6);
    const bow = random.uniform(0, 0.25);
    const ease = random.chance(0.5) ? minimumJerk : pickEase(random, 0.1);
    const along = random.chance(0.5);
    return (task) => {
      const total = duration(task);
      const arch = random.normal(0, bow) * task.distance;
      const [phase, beat, drift] = [random.uniform(0, 6.28), random.uniform(0.5, 2.5), random.normal(1, 0.1)];
      return {
        duration: total,
        at(ms) {
          const u = clampUnit(ms / total);
          const s = ease(u);
          const swell =
            Math.sin(Math.PI * u) * (1 + 0.6 * Math.sin((2 * Math.PI * beat * ms) / 1000 + phase));
          const shake = amplitude * swell * Math.sin((2 * Math.PI * hertz * drift * ms) / 1000 + phase);
          const shift = along && task.distance > 0 ? (shake * 0.7) / task.distance : 0;
          return u >= 1 ? task.to : beside(task, s + shift, arch * Math.sin(Math.PI * s) + shake);
        },
      };
    };
  },
};
