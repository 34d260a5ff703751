import { clampUnit, pickEase } from '../ease.ts';
import { beside, durationLaw, type PointerFamily } from '../family.ts';

/**
 * A fast ballistic leg that misses by a little, then a slower correction, with a rest between them in some
 * sessions.
 */
export const twoPhase: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const [ballistic, correction] = [pickEase(random, 0.1), pickEase(random, 0.3)];
    const miss = random.logUniform(0.02, 0.2);
    const split = random.uniform(0.35, 0.75);
    const rest = random.pick([0, 0, random.uniform(0.02, 0.15)]);
    const bow = random.uniform(0, 0.2);
    const overshoots = random.uniform();
    return (task) => {
      const total = duration(task);
      const reach = 1 + (random.chance(overshoots) ? 1 : -1) * Math.abs(random.normal(0, miss));
      const side = random.normal(0, miss / 2) * task.distance;
      const arch = random.normal(0, bow) * task.distance;
      return {
        duration: total,
        at(ms) {
          const u = clampUnit(ms / total);
          const first = ballistic(clampUnit(u / split));
          const second = correction(clampUnit((u - split - rest) / (1 - split - rest)));
          const along = reach * first + (1 - reach) * second;
          return beside(task, along, side * (first - second) + arch * Math.sin(Math.PI * first));
        },
      };
    };
  },
};
