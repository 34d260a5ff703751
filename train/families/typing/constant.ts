import type { TypingFamily } from '../family.ts';
import { dwellLaw } from './dwell.ts';

/** `type(text, { delay })`: one delay, with the clock's own jitter. */
export const constant: TypingFamily = {
  create(random) {
    const delay = random.logUniform(0.5, 400);
    const clock = random.logUniform(0.1, 3);
    const dwell = dwellLaw(random);
    return () => ({ gap: Math.max(0, delay + Math.abs(random.normal(0, clock))), dwell: dwell() });
  },
};
