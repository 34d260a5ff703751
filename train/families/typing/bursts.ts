import type { TypingFamily } from '../family.ts';
import { dwellLaw } from './dwell.ts';

/** Words thrown in fast and evenly, then a rest: chunked typing of agents and remote-control tools. */
export const bursts: TypingFamily = {
  create(random) {
    const within = random.logUniform(1, 60);
    const spread = random.uniform(0.02, 0.5);
    const rest = random.logUniform(150, 2500);
    const [shortest, longest] = [random.integer(2, 6), random.integer(7, 25)];
    const dwell = dwellLaw(random);
    let left = random.integer(shortest, longest);
    return () => {
      left -= 1;
      if (left > 0) return { gap: random.logNormal(within, spread), dwell: dwell() };
      left = random.integer(shortest, longest);
      return { gap: random.logNormal(rest, spread), dwell: dwell() };
    };
  },
};
