import { INPUT_STEPS } from '../contract/model.ts';
import { type Evidence, LIMIT, roundHalfEven } from './quantise.ts';

/** Most that a site's measures move one feature of a visit: one unit of the model's scale (decide.md §8). */
export const MOST_STEPS = INPUT_STEPS;
/** Most that they move the thresholds of `medium` and `high`, logits. Chosen: half of what a feature may. */
export const MOST_LOGITS = 0.5;

/** How much one feature moves: `offset + slope · value` steps, and never more than `MOST_STEPS`. */
export interface FeatureShift {
  /** Steps. */
  readonly offset: number;
  readonly slope: number;
}

/** A site's own measures: where its people sit on the features, and where its thresholds are. */
export interface SiteMeasures {
  /** A shift for each feature, in wire order; null where the shipped measure stays. */
  readonly features: readonly (FeatureShift | null)[];
  /** By how much the thresholds rise, logits; they fall where it is negative. */
  readonly thresholds: number;
}

/** Steps by which a value moves, −32 to 32; the bound holds whatever the shift says. */
export function moveOf({ offset, slope }: FeatureShift, value: number): number {
  const move = offset + slope * value;
  return Number.isFinite(move) ? Math.min(Math.max(move, -MOST_STEPS), MOST_STEPS) : 0;
}

/** Logits by which thresholds move, −.5 to .5; the bound holds whatever the measures say. */
export const thresholdMoveOf = ({ thresholds }: Pick<SiteMeasures, 'thresholds'>): number =>
  Number.isFinite(thresholds) ? Math.min(Math.max(thresholds, -MOST_LOGITS), MOST_LOGITS) : 0;

/** The evidence as it would be if the model had been made on this site's people. */
export function alignEvidence(evidence: Evidence, { features }: Pick<SiteMeasures, 'features'>): Evidence {
  const values = Int8Array.from(evidence.values, (value, index) => {
    const shift = features[index];
    if (!shift || evidence.missing[index]) return value;
    return Math.min(Math.max(roundHalfEven(value + moveOf(shift, value)), -LIMIT), LIMIT);
  });
  return { ...evidence, values };
}
