import { clampUnit, minimumJerk, pickEase } from '../ease.ts';
import { beside, durationLaw, type Point, type PointerFamily, type Task } from '../family.ts';
import { interpolate, paceOf, travelOf } from './synthesis.ts';

/** A person's path played with a script's timing: a recorded path replayed at even or eased pace. */
export const scriptedTiming: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const ease = random.chance(0.3) ? minimumJerk : pickEase(random, 0.35);
    return (task) => {
      const along = personPath(task);
      const total = duration(task);
      return { duration: total, at: (ms) => along(ease(clampUnit(ms / total))) };
    };
  },
};

/** A scripted path (line, arch, S-curve) played with a person's timing. */
export const scriptedPath: PointerFamily = {
  create(random) {
    const bow = random.pick([0, random.uniform(0, 0.3)]);
    const waves = random.pick([1, 1, 2]);
    const own = random.chance(0.5);
    return (task) => {
      const person = own ? task.human : task.donor();
      const along = paceOf(person);
      const total = Math.max(30, (person.t.at(-1) ?? 0) - (person.t[0] ?? 0));
      const arch = random.normal(0, bow * task.distance);
      return {
        duration: total,
        at(ms): Point {
          const s = along(clampUnit(ms / total));
          return beside(task, s, arch * Math.sin(waves * Math.PI * s));
        },
      };
    };
  },
};

/**
 * The person's own path by share of its length, moved so that it starts at the script's position and ends at
 * the target.
 */
function personPath(task: Task): (s: number) => Point {
  const { x, y } = task.human;
  const travelled = travelOf(task.human);
  const shift: Point = [task.from[0] - (x[0] ?? 0), task.from[1] - (y[0] ?? 0)];
  return (s) => [
    interpolate(travelled, x, s) + shift[0] * (1 - s),
    interpolate(travelled, y, s) + shift[1] * (1 - s),
  ];
}
