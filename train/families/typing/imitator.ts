import type { TypingFamily } from '../family.ts';

/**
 * Population statistics imitated well: log-normal pauses and holds with the medians and spreads of people
 * (features.md §2), longer before words, overlapping by chance as often as people do, in bursts.
 */
export const imitator: TypingFamily = {
  create(random) {
    const median = random.logUniform(80, 220);
    const sigma = random.uniform(0.3, 0.8);
    const holdMs = random.uniform(60, 130);
    const holdSigma = random.uniform(0.15, 0.4);
    const word = random.uniform(1, 1.9);
    const burst = random.uniform(0, 0.5);
    const overlap = random.uniform(0, 0.4);
    let mood = 0;
    return (key) => {
      mood = 0.8 * mood + random.normal(0, burst * 0.6);
      const start = key.previousClass === 'space' ? word : 1;
      const pause = random.chance(0.03) ? random.uniform(2, 6) : 1;
      const gap = Math.max(
        key.repeated ? 70 : 8,
        random.logNormal(median, sigma) * start * pause * Math.exp(mood),
      );
      const hold = random.logNormal(holdMs, holdSigma);
      return {
        gap,
        dwell: random.chance(overlap)
          ? Math.max(hold, gap * random.uniform(0.9, 1.4))
          : Math.min(hold, gap * 0.95),
      };
    };
  },
};
