import type { Random } from '../../random.ts';
import { clampUnit, pickEase } from '../ease.ts';
import { beside, durationLaw, type PointerFamily } from '../family.ts';

/** Straight or bowed path with smooth value noise (Perlin) across it and along it. */
export const wobble: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const ease = pickEase(random, 0.2);
    const amplitude = random.logUniform(0.005, 0.15);
    const octaves = random.integer(1, 4);
    const cycles = random.uniform(1, 8);
    const bow = random.pick([0, random.uniform(0, 0.25)]);
    const timing = random.pick([0, random.uniform(0, 0.15)]);
    return (task) => {
      const total = duration(task);
      const side = valueNoise(random, cycles, octaves);
      const pace = valueNoise(random, cycles, octaves);
      const arch = random.normal(0, bow * task.distance);
      return {
        duration: total,
        at(ms) {
          const u = clampUnit(ms / total);
          const fade = Math.sin(Math.PI * u);
          const along = clampUnit(ease(clampUnit(u + timing * fade * pace(u))));
          return beside(task, along, arch * fade + amplitude * task.distance * fade * side(u));
        },
      };
    };
  },
};

/** Smooth noise on 0..1, about −1..1. */
function valueNoise(random: Random, cycles: number, octaves: number): (u: number) => number {
  const tables = Array.from({ length: octaves }, (_, octave) =>
    Array.from({ length: Math.ceil(cycles * 2 ** octave) + 2 }, () => random.uniform(-1, 1)),
  );
  return (u) => {
    let value = 0;
    tables.forEach((table, octave) => {
      const place = u * (table.length - 2);
      const index = Math.floor(place);
      const share = place - index;
      const blend = share * share * (3 - 2 * share);
      value += ((table[index] ?? 0) * (1 - blend) + (table[index + 1] ?? 0) * blend) / 2 ** octave;
    });
    return value;
  };
}
