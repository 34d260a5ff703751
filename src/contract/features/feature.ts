import type { Channel, Environment } from '../event.ts';
import type { Source } from './sources.ts';

/** How the numbers of a feature lie on its axis. */
export interface Scale {
  readonly unit: Unit;
  /** Applied before normalising. Shares and ratios are linear; durations, lengths and counts are log1p. */
  readonly transform: 'linear' | 'log1p';
  /** Bounds of the raw value, in its unit; the gate clamps to them. */
  readonly min: number;
  readonly max: number;
}

/**
 * `log` is a difference of natural logarithms, `logit` one of log-odds; the others are what their names say.
 */
export type Unit =
  | 'share'
  | 'ratio'
  | 'correlation'
  | 'exponent'
  | 'log'
  | 'logit'
  | 'ms'
  | 'px'
  | 'rad'
  | 'count'
  | 'per second'
  | 'per 10 keys';

/** What a feature may require of the page besides channels and clock. */
export type Conditions = Partial<Pick<Environment, 'pointer' | 'dpr' | 'rawUpdates' | 'reducedMotion'>>;

/**
 * When a feature has a value. The worker's gate and the server's rules both read it from here, so that they
 * cannot disagree.
 */
export interface Requirements {
  /** The observations it is computed from, and whose number counts. */
  readonly source: Source;
  /** Fewer observations give no value. */
  readonly minCount: number;
  /** Kinds of events that must have been recorded. */
  readonly channels: readonly Channel[];
  /** Coarsest clock with which the value still means something, ms. @default any */
  readonly clockGrainMs?: number;
  /** What the environment must say; unknown is not enough. */
  readonly only?: Conditions;
  /** What the environment must not say; unknown is fine. */
  readonly except?: Conditions;
  /**
   * What the observations must have beside their number for the value to exist, such as a spread to divide
   * by. Of one source, two features with the same need have a value for the same lists. @default nothing
   */
  readonly needs?: Need;
}

export type Need =
  | 'spread'
  | 'spread below the median'
  | 'a mean above 0'
  | 'a median above 0'
  | 'inner keys';

/** One feature: a row of its group's table. */
export interface Feature extends Scale, Requirements {
  /** `group.measure`, the reason's code in every public API. */
  readonly name: `${string}.${string}`;
  /**
   * What a value in ms says about the length of the visit. `once`: the visit lasted that long. `each`: the
   * value is the mean of `minCount` times that followed each other, so the visit lasted as long as all of
   * them. `median`: the same for their median.
   * @default it says nothing
   */
  readonly elapsed?: 'once' | 'each' | 'median';
}

/** What a group's features say: towards automation, and towards a person. Every feature has both. */
export type SentencesOf<Rows extends readonly { readonly name: string }[]> = Readonly<
  Record<Rows[number]['name'], readonly [risk: string, trust: string]>
>;

type Bounds = readonly [min: number, max: number];

export const linear = (unit: Unit, [min, max]: Bounds): Scale => ({ unit, transform: 'linear', min, max });
export const log1p = (unit: Unit, [min, max]: Bounds): Scale => ({ unit, transform: 'log1p', min, max });

/** Values in 0..1. */
export const SHARE: Scale = linear('share', [0, 1]);
/** Values in −1..1. */
export const CORRELATION: Scale = linear('correlation', [-1, 1]);

/**
 * Coarsest clock for the rhythm of hands, ms. A key or button is held for about 90 ms and privacy browsers
 * round to 16.7 or 100: with steps of 8 a holding time still takes ten values.
 */
export const FINE_CLOCK_MS = 8;
/** Coarsest clock for speed along a stroke, ms: a coarser one puts whole parts of a stroke at one time. */
export const STROKE_CLOCK_MS = 20;
