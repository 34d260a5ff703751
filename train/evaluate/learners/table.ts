import { MEMBERS } from '../../../src/contract/features/index.ts';
import type { Modality, Row } from '../../data/row.ts';
import { evenWeights } from '../../fit/calibration.ts';
import type { Selection } from '../../fit/select.ts';
import { isShaped, SHAPED } from '../views.ts';

/** Rows of one modality as a learner that knows nothing of groups wants them. */
export interface Table {
  /** Values by column, then row; NaN where missing. */
  readonly columns: readonly Float64Array[];
  /** 1 for a script. */
  readonly labels: Uint8Array;
  /** Classes, recorders, families and people even; 1 on average. */
  readonly weights: Float64Array;
}

/** Features of the traceless groups that this modality ever shows, in schema order. */
export function columnsOf(rows: readonly Row[], selection: Selection): number[] {
  return SHAPED.flatMap((group) => selection[group]).filter((feature) =>
    rows.some((row) => row.missing[feature] === 0),
  );
}

export const modalityRows = (rows: readonly Row[], modality: Modality): Row[] =>
  rows.filter((row) => row.modality === modality && isShaped(row));

export const cellOf = (row: Row, feature: number): number =>
  row.missing[feature] === 1 ? Number.NaN : (row.values[feature] as number);

export function tableOf(rows: readonly Row[], features: readonly number[]): Table {
  const weights = evenWeights(rows);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return {
    columns: features.map((feature) => Float64Array.from(rows, (row) => cellOf(row, feature))),
    labels: Uint8Array.from(rows, (row) => (row.automation ? 1 : 0)),
    weights: weights.map((weight) => weight / mean),
  };
}

/** Which group every column belongs to, as numbers from 0. */
export const groupsOf = (features: readonly number[]): number[] =>
  features.map((feature) => SHAPED.findIndex((group) => MEMBERS[group].includes(feature)));
