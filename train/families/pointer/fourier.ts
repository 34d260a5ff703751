import { clampUnit } from '../ease.ts';
import { beside, durationLaw, type PointerFamily } from '../family.ts';

/** Sine series across the line with falling amplitudes; speed along it is a beta density. */
export const fourier: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const harmonics = random.integer(1, 8);
    const amplitude = random.logUniform(0.01, 0.3);
    const decay = random.uniform(0.8, 2.2);
    const [rise, fall] = [random.uniform(1.2, 5), random.uniform(1.2, 7)];
    const vary = random.uniform(0, 0.3);
    return (task) => {
      const total = duration(task);
      const waves = Array.from(
        { length: harmonics },
        (_, k) => random.normal(0, amplitude * task.distance) / (k + 1) ** decay,
      );
      const a = rise * Math.exp(random.normal(0, vary));
      const b = fall * Math.exp(random.normal(0, vary));
      const along = betaCdf(a, b);
      return {
        duration: total,
        at(ms) {
          const s = along(clampUnit(ms / total));
          const side = waves.reduce((sum, wave, k) => sum + wave * Math.sin((k + 1) * Math.PI * s), 0);
          return beside(task, s, side);
        },
      };
    };
  },
};

/** Cumulative beta distribution, tabulated on 64 steps. */
export function betaCdf(a: number, b: number): (u: number) => number {
  const table = [0];
  for (let i = 0; i < 64; i += 1) {
    const u = (i + 0.5) / 64;
    table.push((table[i] ?? 0) + u ** (a - 1) * (1 - u) ** (b - 1));
  }
  const sum = table[64] ?? 1;
  return (u) => {
    const place = clampUnit(u) * 64;
    const index = Math.min(63, Math.floor(place));
    const [low, high] = [table[index] ?? 0, table[index + 1] ?? sum];
    return (low + (high - low) * (place - index)) / sum;
  };
}
