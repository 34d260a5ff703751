import type { BehaviourEvent, Environment } from '../../src/contract/event.ts';
import type { GroupName, Measure } from '../../src/contract/features/index.ts';
import type { Activations } from './segment/activations.ts';
import type { Contacts } from './segment/contacts.ts';
import type { Presses } from './segment/presses.ts';
import type { Strokes } from './segment/strokes.ts';

/**
 * A number computed from observations. NaN where they have none to give; whether it counts is the gate's
 * decision.
 */
export interface Statistic {
  /** In the feature's own unit. */
  readonly value: number;
  /** Events, strokes or presses it was computed from. */
  readonly n: number;
}

/**
 * One feature of the session so far. Missing is not zero: without `valid` the value means nothing and is 0.
 */
export interface FeatureValue extends Statistic {
  readonly valid: boolean;
}

export const MISSING: FeatureValue = { value: 0, n: 0, valid: false };

export type Statistics<G extends GroupName> = Readonly<Record<Measure<G>, Statistic>>;

/** One group of features, streaming: it keeps what it needs of the past, within a fixed bound. */
export interface FeatureGroup<G extends GroupName> {
  push?(event: BehaviourEvent): void;
  read(): Statistics<G>;
}

/** Part of a group that follows one statistic through the stream. */
export interface Tracker<T> {
  push(event: BehaviourEvent): void;
  read(): T;
}

/** What every group may read. The extractor pushes events to the segmenters before the groups. */
export interface Context {
  /** What is known of the session by now. */
  environment(): Environment;
  readonly activations: Activations;
  readonly strokes: Strokes;
  readonly contacts: Contacts;
  readonly presses: Presses;
}

/** A statistic of a list of observations. */
export const statistic = (
  values: readonly number[],
  of: (values: readonly number[]) => number,
): Statistic => ({
  value: of(values),
  n: values.length,
});

/** The same of those observations that have a number. */
export const pooled = (values: readonly number[], of: (values: readonly number[]) => number): Statistic =>
  statistic(values.filter(Number.isFinite), of);
