import type { Random } from '../../random.ts';

/**
 * Everything that one composed person's movement and typing come from. The names and laws are those of
 * textbooks: Fitts (1954), Flash and Hogan (1985), Meyer et al. (1988), Plamondon (1995), Dhakal et al.
 * (2018). The ranges are wider than people are, because a generator's author may choose anything.
 */
export interface ComposedPerson {
  /** Factor of every time. */
  readonly pace: number;
  readonly duration: {
    readonly law: 'fitts' | 'power' | 'person';
    readonly startMs: number;
    /** For each bit, or for each root of a px. */
    readonly slopeMs: number;
    /** How much slower up and down is than across. */
    readonly steep: number;
    readonly sigma: number;
  };
  readonly bell: {
    /** Place of the speed's peak, share of the time, and how it varies. */
    readonly peak: number;
    readonly peakSigma: number;
    /** Width of a log-normal impulse. */
    readonly sigma: number;
  };
  readonly aim: {
    readonly short: number;
    readonly shortSigma: number;
    /** A correction lasts this share of the movement before it, and begins at this share of it. */
    readonly correction: number;
    readonly overlap: number;
    /** Rests of this length before corrections, ms, in this share of them. */
    readonly restMs: number;
    readonly rests: number;
  };
  readonly path: {
    /** Bow of a movement, share of its length: one side, one way, and by chance. */
    readonly bow: number;
    readonly bowByAngle: number;
    readonly bowSigma: number;
    readonly tremorPx: number;
    readonly tremorHz: number;
    readonly driftPx: number;
  };
  readonly keys: {
    readonly gapMs: number;
    readonly gapSigma: number;
    readonly holdMs: number;
    readonly holdSigma: number;
    /** How much keys, pairs of keys and pairs of classes differ. */
    readonly ofKey: number;
    readonly ofPair: number;
    readonly ofClass: number;
    /** How much a hold follows its gap. */
    readonly follows: number;
    /** Pause before words, factor and addition in ms. */
    readonly word: number;
    readonly wordMs: number;
    /** Slow change of the pace: correlation from key to key, and spread. */
    readonly memory: number;
    readonly mood: number;
    /** Share of keys that are thought about, and factor of their gap. */
    readonly thought: number;
    readonly thoughtFactor: number;
    /** Share of holds that last into the next key. */
    readonly overlap: number;
  };
}

/** A number of textbooks, or none of it: many generators leave a part out. */
const sometimes = (random: Random, share: number, value: number): number =>
  random.chance(share) ? value : 0;

export function drawPerson(random: Random): ComposedPerson {
  return {
    pace: random.logUniform(0.6, 1.7),
    duration: {
      law: random.pick(['fitts', 'fitts', 'power', 'person'] as const),
      startMs: random.logUniform(40, 350),
      slopeMs: random.logUniform(50, 260),
      steep: random.uniform(-0.1, 0.35),
      sigma: random.logUniform(0.02, 0.35),
    },
    bell: {
      peak: random.uniform(0.25, 0.55),
      peakSigma: random.logUniform(0.005, 0.12),
      sigma: random.uniform(0.2, 0.6),
    },
    aim: {
      short: random.uniform(-0.03, 0.2),
      shortSigma: random.logUniform(0.01, 0.12),
      correction: random.uniform(0.2, 0.9),
      overlap: random.uniform(0.45, 1.05),
      restMs: random.logUniform(20, 180),
      rests: sometimes(random, 0.5, random.uniform(0, 0.5)),
    },
    path: {
      bow: random.normal(0, 0.04),
      bowByAngle: sometimes(random, 0.4, random.uniform(0, 0.1)),
      bowSigma: random.logUniform(0.003, 0.1),
      tremorPx: sometimes(random, 0.7, random.logUniform(0.05, 1.5)),
      tremorHz: random.uniform(5, 13),
      driftPx: sometimes(random, 0.5, random.logUniform(0.1, 4)),
    },
    keys: {
      gapMs: random.logUniform(75, 300),
      gapSigma: random.uniform(0.2, 0.8),
      holdMs: random.logUniform(55, 150),
      holdSigma: random.uniform(0.1, 0.5),
      ofKey: sometimes(random, 0.6, random.uniform(0, 0.25)),
      ofPair: sometimes(random, 0.5, random.uniform(0, 0.35)),
      ofClass: random.uniform(0, 0.35),
      follows: sometimes(random, 0.5, random.uniform(0, 0.6)),
      word: random.logUniform(1, 3),
      wordMs: sometimes(random, 0.4, random.logUniform(30, 500)),
      memory: random.uniform(0.3, 0.95),
      mood: sometimes(random, 0.5, random.uniform(0, 0.4)),
      thought: sometimes(random, 0.6, random.uniform(0, 0.08)),
      thoughtFactor: random.uniform(1.5, 6),
      overlap: sometimes(random, 0.4, random.uniform(0, 0.35)),
    },
  };
}
