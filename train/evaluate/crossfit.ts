import type { Row } from '../data/row.ts';
import { type FitOptions, type Fitted, fit } from '../fit/fit.ts';
import { seedOf } from '../random.ts';
import { evidenceOf } from './evidence.ts';

/** A row with the logit of a model that saw neither its person nor its generator. */
export interface Scored {
  readonly row: Row;
  readonly logit: number;
}

export const FOLDS = 4;

export const personFold = (subject: string): number => Math.abs(seedOf('person', subject)) % FOLDS;

/** Families are dealt in order of their names, so every fold leaves out a few of each kind. */
export const familyFold = (families: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...families].sort().map((family, index) => [family, index % FOLDS]));

/**
 * Every row scored by a model fitted without its person (and the sessions scripts borrowed from that person) and without its
 * generator family: what calibration and thresholds are set on.
 */
export function crossFit(
  rows: readonly Row[],
  options: FitOptions,
  progress: (fold: number) => void,
): Scored[] {
  const families = familyFold([...new Set(rows.filter((row) => row.automation).map((row) => row.family))]);
  const heldOut = (row: Row, fold: number): boolean =>
    row.automation ? families.get(row.family) === fold : personFold(row.subject) === fold;
  const scored: Scored[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    progress(fold);
    const seen = rows.filter((row) => !heldOut(row, fold) && personFold(row.subject) !== fold);
    const model: Fitted = fit(seen, { ...options, name: `${options.name}/fold${fold}` });
    for (const row of rows) if (heldOut(row, fold)) scored.push({ row, logit: evidenceOf(model, row) });
  }
  return scored;
}
