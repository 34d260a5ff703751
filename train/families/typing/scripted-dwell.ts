import type { TypingFamily } from '../family.ts';
import { dwellLaw } from './dwell.ts';

/** A person's recorded pace with a driver's way of holding keys. */
export const scriptedDwell: TypingFamily = {
  create(random) {
    const speed = random.logUniform(0.7, 1.5);
    const dwell = dwellLaw(random);
    return (key) => {
      const gap = key.human.gap * speed;
      return { gap, dwell: Math.min(dwell(), Math.max(0.2, gap * 0.95)) };
    };
  },
};
