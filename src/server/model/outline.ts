import type { Manifest } from '../../contract/model.ts';
import type { Model } from './model.ts';

/** A model whose weights are not here: its verdicts are checked but not re-scored, and never reach `low`. */
export interface ModelOutline {
  /** `mdl` of its verdicts. */
  readonly id: string;
  /** Schema id and number of features its evidence must have. */
  readonly schema: number;
  readonly features: number;
  /** How to read the claimed logit; without it the level is `unknown`. */
  readonly scale?: Pick<Manifest, 'logitScale' | 'calibration' | 'thresholds'>;
  /** From when on its level is at best `medium`, epoch seconds; 0 or absent: never. */
  readonly deprecated?: number;
  /** When it must not be used any more, epoch seconds; 0 or absent: never. */
  readonly exp?: number;
}

export type VerifierModel = Model | ModelOutline;

export const isWeighted = (model: VerifierModel): model is Model => 'claimedSeconds' in model;

/** Expiry in epoch seconds, 0 for never. */
export const expiryOf = (model: VerifierModel): number =>
  isWeighted(model) ? model.manifest.exp : (model.exp ?? 0);

/** From when on the level is at best `medium`, epoch seconds, 0 for never (A16). */
export const deprecatedAt = (model: VerifierModel): number =>
  (isWeighted(model) ? model.manifest.deprecated : model.deprecated) ?? 0;
