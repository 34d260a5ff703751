import type { TypingFamily } from '../family.ts';
import { dwellLaw } from './dwell.ts';

/** `sleep(random(low, high))` after every key. */
export const uniform: TypingFamily = {
  create(random) {
    const low = random.logUniform(5, 250);
    const high = low * random.uniform(1.2, 6);
    const dwell = dwellLaw(random);
    return () => ({ gap: random.uniform(low, high), dwell: dwell() });
  },
};
