import { MEMBERS } from '../../../src/contract/features/index.ts';
import type { Modality, Row } from '../../data/row.ts';
import { binAmong, edgesOf } from '../../fit/boosting/bins.ts';
import type { Table } from '../../fit/boosting/split.ts';
import { evenWeights } from '../../fit/calibration.ts';
import type { Selection } from '../../fit/select.ts';
import { isShaped, SHAPED } from '../views.ts';

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

/**
 * The rows as boosting wants them, classes, recorders, families and people even, and the edges of their bins.
 */
export function tableOf(
  rows: readonly Row[],
  features: readonly number[],
  bins: number,
): { readonly table: Table; readonly edges: readonly Float64Array[] } {
  const weights = evenWeights(rows);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const cells = features.map((feature) => Float64Array.from(rows, (row) => cellOf(row, feature)));
  const edges = cells.map((column) => edgesOf(column, bins));
  const table = {
    columns: cells.map((column, i) =>
      Uint8Array.from(column, (value) => binAmong(edges[i] ?? new Float64Array(), value)),
    ),
    bins: edges.map(({ length }) => length + 2),
    labels: Uint8Array.from(rows, (row) => (row.automation ? 1 : 0)),
    weights: weights.map((weight) => weight / mean),
  };
  return { table, edges };
}

/** Which group every column belongs to, as numbers from 0. */
export const groupsOf = (features: readonly number[]): number[] =>
  features.map((feature) => SHAPED.findIndex((group) => MEMBERS[group].includes(feature)));
