import type { TypingFamily } from '../family.ts';
import { dwellLaw } from './dwell.ts';

/**
 * A fixed delay for each pair of key classes with a little noise, and a pause after words: keyboard-layout
 * simulators.
 */
export const table: TypingFamily = {
  create(random) {
    const median = random.logUniform(40, 260);
    const spread = random.uniform(0.1, 0.6);
    const noise = random.uniform(0, 0.3);
    const wordMs = random.pick([0, random.logUniform(40, 800)]);
    const delays = new Map<string, number>();
    const dwell = dwellLaw(random);
    return (key) => {
      const pair = `${key.previousClass}>${key.class}>${key.repeated}`;
      const delay = delays.get(pair) ?? random.logNormal(median, spread);
      delays.set(pair, delay);
      const word = key.previousClass === 'space' ? wordMs * random.uniform(0.5, 1.5) : 0;
      return { gap: delay * Math.exp(random.normal(0, noise)) + word, dwell: dwell() };
    };
  },
};
