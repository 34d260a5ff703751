import { type FeatureShift, MOST_STEPS, type SiteMeasures } from '../../scoring/site-measures.ts';
import { SCHEMA } from '../campaign/modalities.ts';
import { type AlignmentCounts, LOGIT_STEPS, rowOf } from './counts.ts';
import { sumOf } from './histogram.ts';
import { type Measure, measureOf } from './measures.ts';

/** The people that the shipped model was made on. */
export interface Reference {
  readonly schema: number;
  readonly model: string;
  /** Of each feature; null where a site's measures never replace it. */
  readonly features: readonly (Measure | null)[];
  /** The logit from which on a visit is `medium`. */
  readonly mediumLogit: number;
}

/**
 * A spread below this says that nearly all visits are alike; then only the middle moves. Chosen: a bin's
 * width.
 */
const LEAST_IQR = 8;
/**
 * Bounds of the slope: a site whose people are more alike than the reference's is stretched, to twice its
 * spread at most. One whose people differ more is not compressed: that would hide scripts, and whoever
 * poisons the spread would want it. With compression 2 % fewer scripts are caught (LAB.md, 52).
 */
const SLOPES = [0, 1] as const;
/**
 * Robust deviations of a site's own scores above their median where `medium` begins. Chosen: of one and more
 * in a hundred people is then called so, were scores normal.
 */
const DEVIATIONS = 2.33;
/** Visits that must have been scored under the measures in force before thresholds follow them. */
const LEAST_SCORED = 300;
/** IQR of a normal distribution with deviation 1. */
const NORMAL_IQR = 1.349;
/** What a site's visits ask for, before the bound of a week. */
export interface Wanted extends Pick<SiteMeasures, 'features'> {
  /** Null where thresholds stay as they are. */
  readonly thresholds: number | null;
}

export function wantedOf(counts: AlignmentCounts, reference: Reference): Wanted {
  return {
    features: reference.features.map((people, feature) => {
      const site = people && measureOf(counts, feature);
      return people && site ? shiftOf(site, people) : null;
    }),
    thresholds: thresholdsOf(counts, reference),
  };
}

/** Moves the site's median onto the reference's within the bound, and stretches its spread to the other. */
export function shiftOf(site: Measure, people: Measure): FeatureShift {
  const isFlat = site.iqr < LEAST_IQR || people.iqr < LEAST_IQR;
  const [least, most] = SLOPES;
  const slope = isFlat ? 0 : Math.min(Math.max(people.iqr / site.iqr - 1, least), most);
  const move = Math.min(Math.max(people.median - site.median, -MOST_STEPS), MOST_STEPS);
  return { offset: move - slope * site.median, slope };
}

/** How far the site's own `medium` lies above the shipped one, logits; null where too few were scored. */
function thresholdsOf(counts: AlignmentCounts, { mediumLogit }: Reference): number | null {
  const scored = counts.parts.reduce((sum, part) => sum + sumOf(rowOf(part, SCHEMA.features)), 0);
  const site = measureOf(counts, SCHEMA.features);
  if (!site || scored < LEAST_SCORED) return null;
  const { median, iqr } = { median: site.median / LOGIT_STEPS, iqr: site.iqr / LOGIT_STEPS };
  return median + (DEVIATIONS * iqr) / NORMAL_IQR - mediumLogit;
}
