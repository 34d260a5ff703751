import type { Random } from '../../random.ts';
import { clampUnit } from '../ease.ts';
import type { PointerFamily, Task, Trajectory } from '../family.ts';
import { interpolate } from './synthesis.ts';

/**
 * A person's own strokes, unchanged: a control of the simulator. Any difference from the person comes from
 * the simulator, so every other family's figure must be compared with this one's.
 */
export const copy: PointerFamily = {
  copies: true,
  create: () => (task) => {
    const { t, x, y } = task.human;
    const start = t[0] ?? 0;
    let index = 0;
    return {
      duration: (t.at(-1) ?? start) - start,
      // Between two samples the pointer is where it was last seen: in between would be finer than pixels.
      at(ms) {
        while (index + 1 < t.length && (t[index + 1] ?? 0) - start <= ms) index += 1;
        return [x[index] ?? 0, y[index] ?? 0];
      },
    };
  },
};

/**
 * A person's own stroke, slightly warped in time and bent. Shape cannot distinguish it (features.md §1), and
 * training on it did not help; it is measured and reported, never learnt.
 */
export const replay: PointerFamily = {
  create(random: Random) {
    const stretch = random.uniform(0, 0.15);
    const bend = random.uniform(0, 0.03);
    return (task) =>
      playBack(task, {
        tempo: Math.exp(random.normal(0, stretch)),
        bow: random.normal(0, bend) * task.distance,
      });
  },
};

function playBack(task: Task, { tempo, bow }: { readonly tempo: number; readonly bow: number }): Trajectory {
  const { t, x, y } = task.human;
  const start = t[0] ?? 0;
  const span = (t.at(-1) ?? start) - start || 1;
  const total = span * tempo;
  // A script that skipped strokes starts elsewhere; the difference is let go on the way.
  const [dx, dy] = [task.from[0] - (x[0] ?? 0), task.from[1] - (y[0] ?? 0)];
  return {
    duration: total,
    at(ms) {
      const u = clampUnit(ms / total);
      const arch = bow * Math.sin(Math.PI * u);
      const at = start + u * span;
      return [interpolate(t, x, at) + dx * (1 - u) + arch, interpolate(t, y, at) + dy * (1 - u) - arch];
    },
  };
}
