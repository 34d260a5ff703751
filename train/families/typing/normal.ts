import type { TypingFamily } from '../family.ts';
import { dwellLaw } from './dwell.ts';

/** Gaussian delays cut at a floor: the usual "humanised" option. */
export const normal: TypingFamily = {
  create(random) {
    const mean = random.logUniform(30, 450);
    const spread = random.uniform(0.05, 0.5);
    const floor = mean * random.uniform(0.05, 0.5);
    const dwell = dwellLaw(random);
    return () => ({ gap: Math.max(floor, random.normal(mean, mean * spread)), dwell: dwell() });
  },
};
