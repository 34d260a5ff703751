import type { Random } from '../../random.ts';
import type { TypingFamily } from '../family.ts';
import { dwellLaw } from './dwell.ts';

/**
 * Delays from a gamma or Weibull law, dwell from the same or a driver's: what "human typing" libraries of
 * statisticians draw.
 */
export const skewed: TypingFamily = {
  create(random) {
    const mean = random.logUniform(60, 350);
    const shape = random.uniform(0.8, 6);
    const law = random.chance(0.5) ? gamma : weibull;
    const floor = mean * random.uniform(0, 0.4);
    const overlap = random.chance(0.3);
    const holdMs = random.uniform(45, 130);
    const holdShape = random.uniform(4, 20);
    const dwell = random.chance(0.5) ? dwellLaw(random) : () => law(random, holdMs, holdShape);
    return () => {
      const gap = floor + law(random, mean - floor, shape);
      const hold = dwell();
      return { gap, dwell: overlap ? hold : Math.min(hold, gap * 0.9) };
    };
  },
};

/** Sum of exponentials, the last one a fraction: a gamma law of any shape, near enough. */
function gamma(random: Random, mean: number, shape: number): number {
  let sum = 0;
  for (let left = shape; left > 0; left -= 1) sum += -Math.log(1 - random.uniform()) * Math.min(1, left);
  return (mean * sum) / shape;
}

function weibull(random: Random, mean: number, shape: number): number {
  return mean * 1.1 * (-Math.log(1 - random.uniform())) ** (1 / Math.max(0.9, shape / 2));
}
