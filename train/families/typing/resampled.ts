import type { TypingFamily } from '../family.ts';

/**
 * Delays and dwells drawn one by one from other people's: right distributions, no memory, rollover by chance.
 */
export const resampled: TypingFamily = {
  create(random) {
    const speed = random.logUniform(0.7, 1.5);
    const serial = random.chance(0.4);
    return (key) => {
      const gap = Math.max(key.repeated ? 60 : 5, key.donor().gap * speed);
      const dwell = key.donor().dwell;
      return { gap, dwell: serial ? Math.min(dwell, gap * 0.85) : dwell };
    };
  },
};
