import { clampUnit } from '../ease.ts';
import { beside, type PointerFamily } from '../family.ts';
import { onto } from './blend.ts';

/** The set-off of one person's stroke and the arrival of another's, joined where their progress meets. */
export const mosaic: PointerFamily = {
  create(random) {
    const place = random.uniform(0.25, 0.75);
    const vary = random.uniform(0, 0.2);
    const softness = random.uniform(0.03, 0.25);
    const tempo = random.logUniform(0.7, 1.4);
    return (task) => {
      const [start, end] = [onto(task.donor()), onto(task.donor())];
      const seam = Math.min(0.9, Math.max(0.1, place + random.normal(0, vary)));
      const share = (u: number): number => {
        const s = clampUnit((u - seam + softness) / (2 * softness));
        return s * s * (3 - 2 * s);
      };
      const own = seam * start.duration + (1 - seam) * end.duration;
      const total = Math.min(4000, Math.max(60, own * tempo * (0.5 + task.distance / 600) ** 0.4));
      return {
        duration: total,
        at(ms) {
          const u = clampUnit(ms / total);
          const w = share(u);
          const along = (1 - w) * start.along(u) + w * end.along(u);
          const side = (1 - w) * start.side(u) + w * end.side(u);
          return u >= 1 ? task.to : beside(task, along, side * task.distance);
        },
      };
    };
  },
};
