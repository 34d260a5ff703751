import type { Random } from '../../random.ts';

/** Draws how long keys are held: what drivers do (0–2 ms), a fixed time, or a spread one, ms. */
export function dwellLaw(random: Random): () => number {
  const kind = random.pick(['driver', 'driver', 'fixed', 'uniform', 'normal', 'lognormal'] as const);
  const base = random.logUniform(15, 160);
  const spread = random.uniform(0.02, 0.5);
  const driver = random.uniform(0.1, 2);
  return () => {
    if (kind === 'driver') return Math.abs(random.normal(driver, driver / 3));
    if (kind === 'fixed') return Math.max(0, base + random.normal(0, 0.6));
    if (kind === 'uniform') return base * random.uniform(1 - spread, 1 + spread);
    if (kind === 'normal') return Math.max(1, random.normal(base, base * spread));
    return random.logNormal(base, spread);
  };
}
