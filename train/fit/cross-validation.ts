import type { Row } from '../data/row.ts';
import { evidenceOf } from './evidence.ts';
import { FOLDS, foldsOf } from './folds.ts';
import { type FitOptions, type Fitted, fit } from './network.ts';
import { growStage, stageOf } from './stage.ts';

/** A row with the logit of a model that saw neither its person nor its generator. */
export interface Scored {
  readonly row: Row;
  readonly logit: number;
}

/**
 * Every row scored by a model fitted without its person (and the sessions scripts borrowed from that person)
 * and without its generator family: calibration and thresholds are set on these rows. The first stage's trees
 * are fitted by the same folds.
 */
export function crossFit(
  rows: readonly Row[],
  options: FitOptions,
  progress: (fold: number) => void,
): Scored[] {
  const folds = foldsOf(rows);
  const stage = options.stage ?? growStage(rows, { ...options.strokeTrees, name: options.name });
  const pairs = rows.map((row, index) => ({ row, seen: stage.rows[index] ?? row }));
  const scored: Scored[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    progress(fold);
    const known = pairs.filter(({ row }) => folds.seen(row, fold)).map(({ seen }) => seen);
    const model: Fitted = fit(known, {
      ...options,
      stage: stageOf(known),
      name: `${options.name}/fold${fold}`,
    });
    for (const { row, seen } of pairs)
      if (folds.heldOut(row, fold)) scored.push({ row, logit: evidenceOf(model, seen) });
  }
  return scored;
}
