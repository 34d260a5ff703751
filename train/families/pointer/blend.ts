import type { Stroke } from '../../simulate/template.ts';
import { clampUnit } from '../ease.ts';
import { beside, type PointerFamily } from '../family.ts';
import { interpolate } from './synthesis.ts';

/**
 * Two people's strokes, each turned and scaled onto the task, mixed moment by moment: an average of hands.
 */
export const blend: PointerFamily = {
  create(random) {
    const mix = random.uniform(0.2, 0.8);
    const vary = random.uniform(0, 0.3);
    const tempo = random.logUniform(0.6, 1.6);
    const flips = random.chance(0.5);
    return (task) => {
      const [one, other] = [onto(task.donor()), onto(task.donor())];
      const weight = Math.min(1, Math.max(0, mix + random.normal(0, vary)));
      const mirror = flips && random.chance(0.5) ? -1 : 1;
      const own = weight * one.duration + (1 - weight) * other.duration;
      const total = Math.min(4000, Math.max(60, own * tempo * (0.5 + task.distance / 600) ** 0.4));
      return {
        duration: total,
        at(ms) {
          const u = clampUnit(ms / total);
          const along = weight * one.along(u) + (1 - weight) * other.along(u);
          const side = weight * one.side(u) + (1 - weight) * other.side(u);
          return u >= 1 ? task.to : beside(task, along, mirror * side * task.distance);
        },
      };
    };
  },
};

interface Normal {
  readonly duration: number;
  along(u: number): number;
  side(u: number): number;
}

/** A stroke as way along and beside its own chord, both in chord lengths, by share of its time. */
export function onto({ t, x, y }: Stroke): Normal {
  const [x0, y0, t0] = [x[0] ?? 0, y[0] ?? 0, t[0] ?? 0];
  const [dx, dy] = [(x.at(-1) ?? x0) - x0, (y.at(-1) ?? y0) - y0];
  const square = Math.max(400, dx * dx + dy * dy);
  const duration = Math.max(1, (t.at(-1) ?? t0) - t0);
  const times = t.map((time) => (time - t0) / duration);
  const along = x.map((px, i) => ((px - x0) * dx + ((y[i] ?? y0) - y0) * dy) / square);
  const side = x.map((px, i) =>
    Math.max(-1, Math.min(1, (dx * ((y[i] ?? y0) - y0) - dy * (px - x0)) / square)),
  );
  const end = along.at(-1) ?? 1;
  return {
    duration,
    along: (u) => (end > 0.2 ? interpolate(times, along, u) / end : u),
    side: (u) => interpolate(times, side, u) * Math.sin(Math.PI * Math.min(0.5, (1 - u) * 4)),
  };
}
