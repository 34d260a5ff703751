import type { TypingFamily } from '../family.ts';
import { dwellLaw } from './dwell.ts';

/** Independent lognormal delays at human rates, with think pauses now and then. */
export const lognormal: TypingFamily = {
  create(random) {
    const median = random.logUniform(50, 350);
    const sigma = random.uniform(0.15, 0.9);
    const pauses = random.pick([0, random.uniform(0.01, 0.1)]);
    const pauseMs = random.uniform(300, 2500);
    const dwell = dwellLaw(random);
    return () => ({
      gap: random.logNormal(median, sigma) + (random.chance(pauses) ? random.uniform(0.3, 1.7) * pauseMs : 0),
      dwell: dwell(),
    });
  },
};
