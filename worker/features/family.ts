import type { BehaviourEvent, Environment } from '../../src/contract/event.ts';
import type { GroupName, Measure } from '../../src/contract/schema.ts';

/** One feature of the session so far. Missing is not zero: without `valid` the value means nothing and is 0. */
export interface Reading {
  /** In the feature's own unit, within its bounds. */
  readonly value: number;
  /** Events, strokes or presses it was computed from. */
  readonly n: number;
  readonly valid: boolean;
}

export type Readings<G extends GroupName> = Readonly<Record<Measure<G>, Reading>>;

/** One group of features, streaming: it keeps what it needs of the past, within a fixed bound. */
export interface Family<G extends GroupName> {
  push?(event: BehaviourEvent): void;
  read(): Readings<G>;
}

/** What every family may look at. `environment` changes when the page learns more. */
export interface Context {
  readonly environment: Environment;
}

export const MISSING: Reading = { value: 0, n: 0, valid: false };

/** A value that counts from `least` events on; anything not finite is missing. */
export const reading = (value: number, n: number, least: number): Reading =>
  n >= least && Number.isFinite(value) ? { value, n, valid: true } : { value: 0, n, valid: false };
