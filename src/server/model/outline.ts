import type { Manifest } from '../../contract/model.ts';
import type { Release } from '../../contract/release.ts';
import type { Model } from './model.ts';

/** A model without its weights: its verdicts are checked but not scored again, and never reach `low`. */
export interface ModelOutline {
  /** `mdl` of its verdicts. */
  readonly id: string;
  /** Schema id and number of features its evidence must have. */
  readonly schema: number;
  readonly features: number;
  /** How to read the claimed logit; without it the level is `unknown`. */
  readonly scale?: Pick<Manifest, 'logitScale' | 'calibration' | 'thresholds'>;
  /** From this time on its level is `medium` at best, epoch seconds; 0 or absent: never. */
  readonly deprecated?: number;
  /** From this time on it must not be used, epoch seconds; 0 or absent: never. */
  readonly exp?: number;
}

export type VerifierModel = Model | ModelOutline;

export const isWeighted = (model: VerifierModel): model is Model => 'claimedSeconds' in model;

/** What was signed of a model that the site delivers by itself. */
export const releaseOf = (model: VerifierModel): Release | undefined =>
  isWeighted(model) ? model.release : undefined;

/** Expiry in epoch seconds, 0 for never. */
export const expiryOf = (model: VerifierModel): number =>
  isWeighted(model) ? model.manifest.exp : (model.exp ?? 0);

/** From this time on the level is `medium` at best, epoch seconds; 0 for never (A16). */
export const deprecatedAt = (model: VerifierModel): number =>
  (isWeighted(model) ? model.manifest.deprecated : model.deprecated) ?? 0;
