import { FEATURES, MEMBERS } from '../../src/contract/features/index.ts';
import { gate } from '../../worker/features/gate.ts';
import { poolStrokes } from '../../worker/features/groups/stroke-model.ts';
import { ASPECTS } from '../../worker/features/stroke/stroke-features.ts';
import { createTrees, type TreesData } from '../../worker/features/stroke/trees.ts';
import type { Row } from '../data/row.ts';
import { stratumOf, stratumWeights } from '../data/weighted.ts';
import { FOLDS, foldsOf } from './folds.ts';
import { type Example, fitStrokeTrees, type StrokeTreesOptions } from './stroke-trees.ts';

/** Fewer strokes grow no trees. */
const LEAST_EXAMPLES = 200;

export type StageOptions = Omit<StrokeTreesOptions, 'aspects' | 'name'>;

/**
 * The first stage: boosted trees that score single strokes, and the rows with those scores for the second
 * stage.
 */
export interface Stage {
  readonly trees: TreesData | null;
  /** Training rows, each scored by trees that saw neither its person nor its family. */
  readonly rows: readonly Row[];
  /** Any other row, scored by all the trees. */
  readonly fill: (row: Row) => Row;
}

export function growStage(
  rows: readonly Row[],
  { name, ...options }: StageOptions & { readonly name: string },
): Stage {
  const grow = (seen: readonly Row[], part: string): TreesData | null => {
    const examples = examplesOf(seen);
    if (examples.length < LEAST_EXAMPLES) return null;
    return fitStrokeTrees(examples, { ...options, name: `${name}/${part}`, aspects: ASPECTS });
  };
  const folds = foldsOf(rows);
  const filled = Array.from(rows);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const trees = grow(
      rows.filter((row) => folds.seen(row, fold)),
      `fold${fold}`,
    );
    const fill = fillWith(trees);
    rows.forEach((row, index) => {
      if (folds.heldOut(row, fold)) filled[index] = fill(row);
    });
  }
  const trees = grow(rows, 'all');
  return { trees, rows: filled, fill: fillWith(trees) };
}

/** A stage for rows that have their scores already. */
export const stageOf = (rows: readonly Row[]): Stage => ({ trees: null, rows, fill: (row) => row });

/** Strokes of whole sessions; families count alike, and recorders by their people. */
function examplesOf(rows: readonly Row[]): Example[] {
  const whole = rows.filter((row) => row.modality === 'pointer' && row.horizon === 'whole');
  const counts = new Map<string, number>();
  for (const row of whole)
    counts.set(stratumOf(row), (counts.get(stratumOf(row)) ?? 0) + (row.strokes?.length ?? 0));
  const weights = new Map(
    [true, false].map((automation) => {
      const own = stratumWeights(whole.filter((row) => row.automation === automation));
      return [automation, { own, all: [...own.values()].reduce((sum, weight) => sum + weight, 0) }];
    }),
  );
  const share = (row: Row): number => {
    const { own, all } = weights.get(row.automation) ?? { own: new Map(), all: 1 };
    return (own.get(stratumOf(row)) ?? 0) / all;
  };
  return whole.flatMap((row) =>
    (row.strokes ?? []).map((features) => ({
      features,
      automation: row.automation,
      weight: share(row) / (counts.get(stratumOf(row)) ?? 1),
    })),
  );
}

/** Writes the trees' scores into rows; a row comes back the same object each time. */
function fillWith(data: TreesData | null): (row: Row) => Row {
  if (data === null) return (row) => row;
  const trees = createTrees(data);
  const known = new WeakMap<Row, Row>();
  return (row) => {
    if (row.modality !== 'pointer' || row.strokes === undefined || row.environment === undefined) return row;
    const before = known.get(row);
    if (before !== undefined) return before;
    const statistics = poolStrokes(row.strokes, trees);
    const values = Float64Array.from(row.values);
    const missing = Uint8Array.from(row.missing);
    for (const index of MEMBERS.stroke_model) {
      const feature = FEATURES[index];
      const statistic = statistics[feature?.name.slice('stroke_model.'.length) as keyof typeof statistics];
      if (!feature || !statistic) continue;
      const { value, valid } = gate(statistic, feature, row.environment);
      missing[index] = valid ? 0 : 1;
      values[index] = value;
    }
    const filled = { ...row, values, missing };
    known.set(row, filled);
    return filled;
  };
}
