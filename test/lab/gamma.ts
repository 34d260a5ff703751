import type { Random } from '../../train/random.ts';

/**
 * A gamma draw by its mean and its coefficient of variation (Marsaglia and Tsang, ACM TOMS 26, 2000; shapes
 * below one by their own boost).
 */
export function gamma(random: Random, mean: number, cv: number): number {
  const shape = 1 / (cv * cv);
  if (shape < 1) {
    const boosted = standard(random, shape + 1);
    return (mean / shape) * boosted * Math.max(random.uniform(), 1e-12) ** (1 / shape);
  }
  return (mean / shape) * standard(random, shape);
}

function standard(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(Math.max(random.uniform(), 1e-300)) < 0.5 * x * x + d - d * v + d * Math.log(v))
      return d * v;
  }
}
