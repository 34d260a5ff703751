import type { TypingFamily } from '../family.ts';

/**
 * Lognormal pace that wanders slowly, dwell that follows it, presses that overlap at a drawn rate: a careful
 * imitator.
 */
export const drifting: TypingFamily = {
  create(random) {
    const median = random.logUniform(70, 280);
    const memory = random.uniform(0.2, 0.95);
    const drift = random.uniform(0.05, 0.5);
    const noise = random.uniform(0.05, 0.5);
    const dwellMs = random.uniform(40, 140);
    const follow = random.uniform(-0.2, 0.5);
    const dwellSigma = random.uniform(0.02, 0.35);
    const overlap = random.pick([0, 0, random.uniform(0.02, 0.4)]);
    let state = 0;
    return () => {
      state = memory * state + Math.sqrt(1 - memory * memory) * random.normal(0, drift);
      const gap = median * Math.exp(state + random.normal(0, noise));
      const hold = dwellMs * Math.exp(follow * state + random.normal(0, dwellSigma));
      return {
        gap,
        dwell: random.chance(overlap) ? gap * random.uniform(1.02, 1.5) : Math.min(hold, gap * 0.9),
      };
    };
  },
};
