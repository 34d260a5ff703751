import type { Random } from '../../random.ts';
import type { TypedKey, TypingFamily } from '../family.ts';
import { drawPerson } from './person.ts';

/** Draws a time about a median, with a spread on the logarithmic axis. */
export type TimeLaw = (random: Random, medianMs: number, sigma: number) => number;

export const logNormalTime: TimeLaw = (random, medianMs, sigma) => random.logNormal(medianMs, sigma);

/** Marsaglia and Tsang (2000), for shapes of at least 1; smaller ones are sums of powers. */
export const gammaTime: TimeLaw = (random, medianMs, sigma) => {
  const shape = Math.max(1, 1 / (sigma * sigma));
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = random.normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * z * z + d - d * v + d * Math.log(v))
      return (medianMs * d * v) / (shape - 1 / 3);
  }
};

/** Gaussian with an exponential tail: what reaction times are drawn from. */
export const tailedTime: TimeLaw = (random, medianMs, sigma) =>
  Math.max(
    5,
    medianMs * (1 - 0.4 * sigma) +
      random.normal(0, 0.3 * sigma * medianMs) -
      0.6 * sigma * medianMs * Math.log(1 - random.uniform()),
  );

/** Factors drawn once for each name. */
function factors(random: Random, sigma: number): (name: string) => number {
  const known = new Map<string, number>();
  return (name) => {
    const factor = known.get(name) ?? Math.exp(random.normal(0, sigma));
    known.set(name, factor);
    return factor;
  };
}

/** Typing of a composed person, whose times follow one law. */
export const composedTyping = (law: TimeLaw): TypingFamily => ({
  create(random, own) {
    const { pace, keys } = drawPerson(own);
    const ofKey = factors(own, keys.ofKey);
    const ofPair = factors(own, keys.ofPair);
    const ofClass = factors(own, keys.ofClass);
    let mood = 0;
    return (key: TypedKey) => {
      mood = keys.memory * mood + random.normal(0, keys.mood * Math.sqrt(1 - keys.memory ** 2));
      const starts = key.previousClass === 'space';
      const slow = (starts ? keys.word : 1) * (random.chance(keys.thought) ? keys.thoughtFactor : 1);
      const pair = ofPair(`${key.previousKey} ${key.key}`) * ofClass(`${key.previousClass} ${key.class}`);
      const usual = pace * keys.gapMs * pair * slow * Math.exp(mood);
      const word = starts && keys.wordMs > 0 ? gammaTime(random, keys.wordMs, 0.7) : 0;
      const gap = Math.max(key.repeated ? 60 : 5, law(random, usual, keys.gapSigma) + word);
      const held = law(random, keys.holdMs * ofKey(`${key.key}`), keys.holdSigma);
      const dwell = Math.max(8, held * (gap / usual) ** (keys.follows * 0.5));
      return {
        gap,
        dwell: random.chance(keys.overlap) ? Math.max(dwell, gap * random.uniform(0.9, 1.4)) : dwell,
      };
    };
  },
});
