import type { TypingFamily } from '../family.ts';

/** Delays per pair of key classes with memory, dwell per class, and overlapping presses in some sessions. */
export const markov: TypingFamily = {
  create(random) {
    const median = random.logUniform(70, 260);
    const memory = random.uniform(0, 0.6);
    const sigma = random.uniform(0.15, 0.7);
    const rollover = random.chance(0.5);
    const dwellMs = random.uniform(40, 130);
    const dwellSigma = random.uniform(0.03, 0.4);
    const pairs = new Map<string, number>();
    const factor = (name: string, low: number, high: number): number => {
      const known = pairs.get(name) ?? random.uniform(low, high);
      pairs.set(name, known);
      return known;
    };
    let state = 0;
    return (key) => {
      state = memory * state + Math.sqrt(1 - memory * memory) * random.normal();
      const gap = median * factor(`${key.previousClass}>${key.class}`, 0.6, 2.2) * Math.exp(sigma * state);
      const hold = dwellMs * factor(key.class, 0.8, 1.3) * random.logNormal(1, dwellSigma);
      return { gap, dwell: rollover ? hold : Math.min(hold, gap * 0.8) };
    };
  },
};
