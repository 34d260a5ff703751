import type { Row } from '../data/row.ts';
import { type FitOptions, fit } from '../fit/fit.ts';
import { auc, tprAt1 } from '../fit/metrics.ts';
import type { FittedName } from '../fit/select.ts';
import { personFold } from './crossfit.ts';
import { evidenceOf, hasEvidence } from './evidence.ts';

/** How a family never trained on separates from people never trained on. */
export interface FamilyResult {
  readonly family: string;
  /** By horizon: AUC and share caught at 1 % of people. */
  readonly at: Readonly<
    Record<string, { readonly auc: number; readonly tpr: number; readonly sessions: number }>
  >;
}

export interface FamilyStudy {
  readonly rows: readonly Row[];
  readonly families: readonly string[];
  readonly groups: readonly FittedName[];
  readonly horizons: readonly Row['horizon'][];
  readonly options: FitOptions;
  readonly progress: (family: string) => void;
}

/** People held out of every fit of the study: one fold in four. */
const HELD_FOLD = 0;

/** Leave one family out: fitted on all others and three quarters of the people, tried on it and on the other people. */
export function leaveOneOut({
  rows,
  families,
  groups,
  horizons,
  options,
  progress,
}: FamilyStudy): FamilyResult[] {
  return families.map((family) => {
    progress(family);
    const seen = rows.filter((row) => row.family !== family && personFold(row.subject) !== HELD_FOLD);
    const model = fit(seen, { ...options, name: `${options.name}/without ${family}` });
    const logits = (automation: boolean, horizon: string): number[] =>
      rows
        .filter((row) => row.automation === automation && row.horizon === horizon)
        .filter((row) => (automation ? row.family === family : personFold(row.subject) === HELD_FOLD))
        .filter((row) => hasEvidence(row, model, groups))
        .map((row) => evidenceOf(model, row, groups));
    const at = horizons.map((horizon) => {
      const [people, scripts] = [logits(false, horizon), logits(true, horizon)];
      return [horizon, { auc: auc(people, scripts), tpr: tprAt1(people, scripts), sessions: scripts.length }];
    });
    return { family, at: Object.fromEntries(at) };
  });
}
