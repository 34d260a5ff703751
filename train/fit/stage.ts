import { FEATURES, MEMBERS } from '../../src/contract/features/index.ts';
import { readReach } from '../../worker/features/groups/reach.ts';
import { ASPECTS } from '../../worker/features/stroke/stroke-features.ts';
import { createForest, type ForestData } from '../../worker/features/stroke/trees.ts';
import type { Row } from '../data/row.ts';
import { FOLDS, foldsOf } from './folds.ts';
import { type Example, type ForestOptions, fitForest } from './trees.ts';

/** Fewer strokes grow no forest. */
const LEAST_EXAMPLES = 200;

export type StageOptions = Omit<ForestOptions, 'aspects' | 'name'>;

/** The first stage: a forest that judges single strokes, and the rows as the second stage should see them. */
export interface Stage {
  readonly forest: ForestData | null;
  /** Training rows, each judged by a forest that saw neither its person nor its family. */
  readonly rows: readonly Row[];
  /** Any other row, judged by the whole forest. */
  readonly fill: (row: Row) => Row;
}

export function growStage(
  rows: readonly Row[],
  { name, ...options }: StageOptions & { readonly name: string },
): Stage {
  const grow = (seen: readonly Row[], part: string): ForestData | null => {
    const examples = examplesOf(seen);
    if (examples.length < LEAST_EXAMPLES) return null;
    return fitForest(examples, { ...options, name: `${name}/${part}`, aspects: ASPECTS });
  };
  const folds = foldsOf(rows);
  const filled = Array.from(rows);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const forest = grow(
      rows.filter((row) => folds.seen(row, fold)),
      `fold${fold}`,
    );
    const fill = fillWith(forest);
    rows.forEach((row, index) => {
      if (folds.heldOut(row, fold)) filled[index] = fill(row);
    });
  }
  const forest = grow(rows, 'all');
  return { forest, rows: filled, fill: fillWith(forest) };
}

/** Rows that have been judged already. */
export const judged = (rows: readonly Row[]): Stage => ({ forest: null, rows, fill: (row) => row });

/** Strokes of whole sessions; recorders count alike, and so do families. */
function examplesOf(rows: readonly Row[]): Example[] {
  const whole = rows.filter((row) => row.modality === 'pointer' && row.horizon === 'whole');
  const stratum = (row: Row): string => (row.automation ? row.family : row.source);
  const counts = new Map<string, number>();
  for (const row of whole)
    counts.set(stratum(row), (counts.get(stratum(row)) ?? 0) + (row.strokes?.length ?? 0));
  const strata = (automation: boolean): number =>
    new Set(whole.filter((row) => row.automation === automation).map(stratum)).size;
  const share = { true: 1 / strata(true), false: 1 / strata(false) };
  return whole.flatMap((row) =>
    (row.strokes ?? []).map((marks) => ({
      marks,
      automation: row.automation,
      weight: share[`${row.automation}`] / (counts.get(stratum(row)) ?? 1),
    })),
  );
}

/** Puts a forest's judgement into rows; a row comes back the same object each time. */
function fillWith(data: ForestData | null): (row: Row) => Row {
  if (data === null) return (row) => row;
  const forest = createForest(data);
  const known = new WeakMap<Row, Row>();
  return (row) => {
    if (row.modality !== 'pointer' || row.strokes === undefined || row.environment === undefined) return row;
    const before = known.get(row);
    if (before !== undefined) return before;
    const readings = readReach({ traits: row.strokes, forest, environment: row.environment });
    const values = Float64Array.from(row.values);
    const missing = Uint8Array.from(row.missing);
    for (const index of MEMBERS.reach) {
      const { name, min, max } = FEATURES[index] ?? { name: '', min: 0, max: 0 };
      const reading = readings[name.slice('reach.'.length) as keyof typeof readings];
      missing[index] = reading?.valid ? 0 : 1;
      values[index] = reading?.valid ? Math.max(min, Math.min(max, reading.value)) : 0;
    }
    const filled = { ...row, values, missing };
    known.set(row, filled);
    return filled;
  };
}
