import { clampUnit, minimumJerk, pickEase } from '../ease.ts';
import { durationLaw, type PointerFamily } from '../family.ts';

/** A circular arc with a bell-shaped or asymmetric speed profile. */
export const arc: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const bell = random.chance(0.6);
    const ease = bell ? minimumJerk : pickEase(random, 0.1);
    const skew = random.uniform(0.6, 1.4);
    const bend = random.uniform(0.05, 1.2);
    return (task) => {
      const total = duration(task);
      const angle = random.pick([-1, 1]) * Math.max(0.02, Math.abs(random.normal(0, bend)));
      const [dx, dy] = [task.to[0] - task.from[0], task.to[1] - task.from[1]];
      return {
        duration: total,
        at(ms) {
          const s = ease(clampUnit(ms / total) ** skew);
          // Chord from the start of an arc of the given opening: length grows as sin, direction turns by
          // half.
          const length = Math.sin(s * angle) / Math.sin(angle);
          const turn = (1 - s) * angle;
          const [c, d] = [Math.cos(turn) * length, Math.sin(turn) * length];
          return [task.from[0] + dx * c - dy * d, task.from[1] + dy * c + dx * d];
        },
      };
    };
  },
};
