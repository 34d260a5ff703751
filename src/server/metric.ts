import type { DriftCauseKind, DriftSignal } from '../contract/drift.ts';
import type { Code, Flag } from '../contract/protocol.ts';
import type { Level } from '../contract/verdict.ts';
import type { Degradation } from './result.ts';

/**
 * Something that a verifier or a decider did, for a site's metrics. It names no visitor, no session and no
 * key.
 */
export type Metric = VerdictMetric | NonceMetric | EnrolmentMetric | DriftMetric;

/** One call of `verify`. */
export interface VerdictMetric {
  readonly kind: 'verdict';
  readonly action: string;
  readonly level: Level;
  /** `ok` for an accepted verdict. */
  readonly code: Code | 'ok';
  readonly flags: readonly Flag[];
  readonly degraded: readonly Degradation[];
  /** Why the page has no token (A19); null where it has one, or nobody says. Anybody can write it. */
  readonly hint: string | null;
  /** How long the call took, stores included. */
  readonly seconds: number;
}

/** One nonce was issued. */
export interface NonceMetric {
  readonly kind: 'nonce';
  readonly action: string;
}

/** One call of `enrol`. */
export interface EnrolmentMetric {
  readonly kind: 'enrolment';
  /** `ok` where the key was bound. */
  readonly code: Code | 'ok';
}

/** A decider raised a drift alarm. */
export interface DriftMetric {
  readonly kind: 'drift';
  readonly action: string;
  readonly signal: DriftSignal;
  readonly cause: DriftCauseKind;
}
