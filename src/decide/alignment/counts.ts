import type { Evidence } from '../../scoring/quantise.ts';
import { SCHEMA } from '../campaign/modalities.ts';
import { BINS, binOf } from './histogram.ts';

/** Groups of keys, by a keyed hash that nobody outside can choose. The median over them is what counts. */
export const PARTS = 8;
/** Rows of one group: the features, and the logit under the measures in force. */
export const ROWS = SCHEMA.features + 1;
/** Steps of a logit, so that ±15 logits fill the 33 bins: a bin is one logit wide. */
export const LOGIT_STEPS = 8;

/** What is counted of a site's people. A histogram says nothing of any one visit. */
export interface AlignmentCounts {
  /** `SCHEMA_ID` of the features. */
  readonly schema: number;
  /** The model whose scale the evidence has. */
  readonly model: string;
  /** Visits that are counted: of each key one a day. */
  readonly visits: number;
  readonly keys: number;
  /** Days on which there were any. */
  readonly days: number;
  /** Eight groups of keys: of each feature, and last of the logit, 33 bins in a row. */
  readonly parts: readonly ArrayLike<number>[];
}

/** A visit as it is counted. */
export interface CountedVisit {
  readonly evidence: Pick<Evidence, 'values' | 'missing'>;
  /** Under the measures in force. */
  readonly logit: number;
}

/** Places in a group's counts that a visit adds one to. */
export function placesOf({ evidence, logit }: CountedVisit): readonly number[] {
  const { values, missing } = evidence;
  const places: number[] = [];
  for (let feature = 0; feature < SCHEMA.features; feature++)
    if (missing[feature] === 0) places.push(feature * BINS + binOf(values[feature] ?? 0));
  if (Number.isFinite(logit)) places.push(SCHEMA.features * BINS + binOf(logit * LOGIT_STEPS));
  return places;
}

/** Counts of nothing. */
export const emptyParts = (): Float64Array[] =>
  Array.from({ length: PARTS }, () => new Float64Array(ROWS * BINS));

/** One row of a group's counts. */
export const rowOf = (part: ArrayLike<number>, row: number): readonly number[] =>
  Array.from({ length: BINS }, (_, bin) => part[row * BINS + bin] ?? 0);
