import {
  type FeatureShift,
  MOST_LOGITS,
  MOST_STEPS,
  moveOf,
  type SiteMeasures,
  thresholdMoveOf,
} from '../../scoring/site-measures.ts';
import { SCHEMA } from '../campaign/modalities.ts';
import { type AlignmentCounts, PARTS } from './counts.ts';
import { type Reference, type Wanted, wantedOf } from './wanted.ts';

/** What a first step needs (decide.md §8). */
export const LEAST = { visits: 300, keys: 200, days: 7 } as const;
/** Share of the whole bound by which measures in force within a week of each other differ (decide.md §8). */
export const WEEK_SHARE = 0.05;
export const WEEK_STEPS = WEEK_SHARE * MOST_STEPS;
export const WEEK_LOGITS = WEEK_SHARE * MOST_LOGITS;
/** Steps stop short of the bound of a week by what rounding may add. */
const ROUNDING = 1 - 1e-9;
/** Halvings until a share is exact to a millionth. */
const HALVINGS = 20;
/** Every integer that evidence may have. */
const VALUES = Array.from({ length: 255 }, (_, index) => index - 127);

/** The shipped measures. */
export const SHIPPED_MEASURES: SiteMeasures = { features: [], thresholds: 0 };
const NO_SHIFT: FeatureShift = { offset: 0, slope: 0 };

export interface Stepping {
  readonly counts: AlignmentCounts;
  readonly reference: Reference;
  readonly inForce: SiteMeasures;
  /**
   * Everything else that was in force within the last week. Null for a first step, which the whole bound is
   * for: the shipped measures are in force, and nothing else was within a week.
   */
  readonly anchors: readonly SiteMeasures[] | null;
}

export type StepRefusal =
  /** Fewer than 300 visits, of fewer than 200 keys or fewer than seven days, are counted. */
  | 'visits_too_few'
  /** The histograms are of other features than this build's. */
  | 'histogram_schema'
  /** They are of another model than the reference. */
  | 'profile_model'
  /** The measures have gone as far as they may for now. */
  | 'bound_spent'
  /** They are where the visits ask them to be. */
  | 'nothing_moves';

export type Stepped =
  | { readonly ok: true; readonly measures: SiteMeasures; readonly wanted: Wanted }
  | { readonly ok: false; readonly code: StepRefusal; readonly detail: string };

/** The measures that a site's visits ask for, as far as the bounds let them go. */
export function stepOf({ counts, reference, inForce, anchors }: Stepping): Stepped {
  const fault = faultOf(counts, reference);
  if (fault) return { ok: false, ...fault };
  const wanted = wantedOf(counts, reference);
  const near = anchors === null ? null : [inForce, ...anchors];
  const measures: SiteMeasures = {
    features: wanted.features.map((shift, feature) =>
      stepFeature(
        inForce.features[feature] ?? null,
        shift,
        near?.map(({ features }) => features[feature]) ?? null,
      ),
    ),
    thresholds: stepThresholds(inForce, wanted, near),
  };
  if (isSame(measures, inForce))
    return { ok: false, code: isWanted(inForce, wanted) ? 'nothing_moves' : 'bound_spent', detail: '' };
  // What was taken back within the week may be farther away than any step reaches.
  if (near?.some((anchor) => !isWithinWeek(measures, anchor)))
    return { ok: false, code: 'bound_spent', detail: 'what was in force within the week is too far away' };
  return { ok: true, measures, wanted };
}

/** Whether measures keep the bound of a week to others. */
export const isWithinWeek = (one: SiteMeasures, other: SiteMeasures): boolean =>
  Math.abs(thresholdMoveOf(one) - thresholdMoveOf(other)) <= WEEK_LOGITS &&
  Array.from({ length: SCHEMA.features }, (_, feature) => feature).every(
    (feature) => distanceOf(one.features[feature], other.features[feature]) <= WEEK_STEPS,
  );

/** Most that two shifts differ for any visit, steps. */
export function distanceOf(a: FeatureShift | null | undefined, b: FeatureShift | null | undefined): number {
  if (!a && !b) return 0;
  let most = 0;
  for (const value of VALUES)
    most = Math.max(most, Math.abs(moveOf(a ?? NO_SHIFT, value) - moveOf(b ?? NO_SHIFT, value)));
  return most;
}

function faultOf(
  { schema, model, visits, keys, days, parts }: AlignmentCounts,
  reference: Reference,
): { readonly code: StepRefusal; readonly detail: string } | null {
  if (schema !== SCHEMA.id || reference.schema !== SCHEMA.id || parts.length !== PARTS)
    return { code: 'histogram_schema', detail: `${schema}` };
  if (model !== reference.model) return { code: 'profile_model', detail: model };
  if (visits < LEAST.visits || keys < LEAST.keys || days < LEAST.days)
    return { code: 'visits_too_few', detail: `${visits} visits of ${keys} keys on ${days} days` };
  return null;
}

function stepFeature(
  from: FeatureShift | null,
  to: FeatureShift | null,
  anchors: readonly (FeatureShift | null | undefined)[] | null,
): FeatureShift | null {
  if (to === null) return from;
  if (anchors === null) return to;
  const start = from ?? NO_SHIFT;
  const at = (share: number): FeatureShift => ({
    offset: start.offset + share * (to.offset - start.offset),
    slope: start.slope + share * (to.slope - start.slope),
  });
  const share = farthest((part) =>
    anchors.every((anchor) => distanceOf(at(part), anchor) <= WEEK_STEPS * ROUNDING),
  );
  return share === 0 ? from : at(share);
}

/** From the shipped measures no step moves thresholds: nothing has been scored under the site's yet. */
function stepThresholds(from: SiteMeasures, to: Wanted, anchors: readonly SiteMeasures[] | null): number {
  const start = thresholdMoveOf(from);
  if (anchors === null || from.features.length === 0 || to.thresholds === null) return start;
  const end = thresholdMoveOf({ thresholds: to.thresholds });
  const at = (share: number) => start + share * (end - start);
  const limit = WEEK_LOGITS * ROUNDING;
  return at(
    farthest((share) => anchors.every((anchor) => Math.abs(at(share) - thresholdMoveOf(anchor)) <= limit)),
  );
}

/** A share of the way that keeps the bounds; 0 where none is found. */
function farthest(isKept: (share: number) => boolean): number {
  if (isKept(1)) return 1;
  let [kept, passed] = [0, 1];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (kept + passed) / 2;
    if (isKept(middle)) kept = middle;
    else passed = middle;
  }
  return kept;
}

/** Whether measures are what the visits ask for, so that no bound holds them back. */
const isWanted = (measures: SiteMeasures, { features, thresholds }: Wanted): boolean =>
  features.every((shift, feature) => shift === null || distanceOf(shift, measures.features[feature]) === 0) &&
  (thresholds === null || thresholdMoveOf(measures) === thresholdMoveOf({ thresholds }));

const isSame = (one: SiteMeasures, other: SiteMeasures): boolean =>
  thresholdMoveOf(one) === thresholdMoveOf(other) &&
  one.features.every((shift, feature) => distanceOf(shift, other.features[feature]) === 0);
