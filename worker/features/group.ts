import type { BehaviourEvent, Channel, Environment } from '../../src/contract/event.ts';
import type { GroupName, Measure } from '../../src/contract/features/index.ts';
import type { Activations } from './segment/activations.ts';
import type { Contacts } from './segment/contacts.ts';
import type { Presses } from './segment/presses.ts';
import type { Strokes } from './segment/strokes.ts';

/** One feature of the session so far. Missing is not zero: without `valid` the value means nothing and is 0. */
export interface FeatureValue {
  /** In the feature's own unit, within its bounds. */
  readonly value: number;
  /** Events, strokes or presses it was computed from. */
  readonly n: number;
  readonly valid: boolean;
}

export type FeatureValues<G extends GroupName> = Readonly<Record<Measure<G>, FeatureValue>>;

/** One group of features, streaming: it keeps what it needs of the past, within a fixed bound. */
export interface FeatureGroup<G extends GroupName> {
  push?(event: BehaviourEvent): void;
  read(): FeatureValues<G>;
}

/** What every group may look at. The extractor pushes events to the segmenters before the groups. */
export interface Context {
  /** What is known of the session by now. */
  environment(): Environment;
  readonly activations: Activations;
  readonly strokes: Strokes;
  readonly contacts: Contacts;
  readonly presses: Presses;
}

export const MISSING: FeatureValue = { value: 0, n: 0, valid: false };

/** A value that counts from `least` events on, where it was `possible` to measure it; anything not finite is missing. */
export const reading = (value: number, n: number, least: number, possible = true): FeatureValue =>
  possible && n >= least && Number.isFinite(value)
    ? { value, n, valid: true }
    : { value: 0, n: possible ? n : 0, valid: false };

/** Whether the source records all these kinds of events. */
export const records = ({ recorded }: Environment, ...channels: readonly Channel[]): boolean =>
  channels.every((channel) => recorded.includes(channel));

/**
 * Whether the clock is fine enough for rhythm. Privacy browsers round to 16.7 or 100 ms; what is shorter than a few grains is
 * then the browser's doing. Unknown counts as fine.
 */
export const isClockFine = ({ clockGrainMs = 0 }: Environment, grainMs = 8): boolean =>
  clockGrainMs <= grainMs;
