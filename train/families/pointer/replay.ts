import { clampUnit } from '../ease.ts';
import type { PointerFamily } from '../family.ts';
import { interpolate } from './synthesis.ts';

/**
 * A person's own stroke, slightly warped in time and turned in space. Shape cannot tell it (features.md §1), and training on it did
 * not help; it is measured and reported, never learnt.
 */
export const replay: PointerFamily = {
  create(random) {
    const stretch = random.uniform(0, 0.15);
    const bend = random.uniform(0, 0.1);
    return (task) => {
      const { t, x, y } = task.human;
      const start = t[0] ?? 0;
      const span = (t.at(-1) ?? start) - start || 1;
      const total = span * Math.exp(random.normal(0, stretch));
      const bow = random.normal(0, bend) * task.distance;
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
    };
  },
};
