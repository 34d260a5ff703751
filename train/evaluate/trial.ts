import { FEATURES } from '../../src/contract/features/index.ts';
import type { Modality, Row } from '../data/row.ts';
import { selectFeatures } from '../fit/select.ts';
import { growStage, stageOf } from '../fit/stage.ts';
import { seedOf } from '../random.ts';
import { FIT, LEFT_OUT } from '../settings.ts';
import { isTimed } from './ablate.ts';
import type { Dataset } from './dataset.ts';
import { type LearnerName, learners } from './learner.ts';
import { VIEWS, type View, type Views } from './views.ts';

/** One round of the protocol: the learners, their rows, and what is left out. */
export interface Trial {
  /** All of them from the same rows after the same first stage. */
  readonly learners: readonly LearnerName[];
  /** 0, 1, …: which fold of training people sets thresholds, and the fit's random start. */
  readonly seed: number;
  /** Families the fit must not see, or the one recorder it must not see. */
  readonly without: { readonly families: readonly string[] } | { readonly source: string };
  /** @default every feature */
  readonly features?: 'all' | 'timeless';
  /** Report on a fold of training people rather than on the test set: for choosing, never for the card. */
  readonly screening: boolean;
}

/** The rows of a trial, by their role. */
export interface Cast {
  /** Fitted on. */
  readonly seen: readonly Row[];
  /** Training people that were not fitted on: thresholds come from them. */
  readonly bar: readonly Row[];
  /** Reported: people and scripts that neither fit nor thresholds saw. */
  readonly exam: readonly Row[];
}

/** Logits of a trial's `bar` and `exam`, in their order, by view; NaN without evidence. */
export interface Scores {
  readonly bar: Readonly<Record<View, Float64Array>>;
  readonly exam: Readonly<Record<View, Float64Array>>;
}

/** By learner. */
export type TrialScores = Readonly<Partial<Record<LearnerName, Scores>>>;

/** A quarter of the people sets thresholds, so that four seeds use everybody once. */
const FOLDS = 4;

/**
 * A training person's fold; another seed deals anew only in which fold is used, so four seeds use everybody
 * once.
 */
const foldOf = (row: Row): number => Math.abs(seedOf('evaluate', row.subject)) % FOLDS;

/** Assigns people, families and recorders to the roles of a trial. */
export function castOf({ train, test, unfitted }: Dataset, { seed, without, screening }: Trial): Cast {
  const barFold = seed % FOLDS;
  const examFold = screening ? (seed + 1) % FOLDS : -1;
  const isOut = (row: Row): boolean =>
    'source' in without ? row.source === without.source : without.families.includes(row.family);
  // Scripts on a held-out person's task are held out too.
  const isKept = (row: Row): boolean => ![barFold, examFold].includes(foldOf(row)) && !isOut(row);
  const isExam = (row: Row): boolean => ('source' in without ? isOut(row) : !row.automation || isOut(row));
  const bar = train.filter(
    (row) => !row.automation && foldOf(row) === barFold && !('source' in without && isOut(row)),
  );
  const pool = screening
    ? train.filter((row) => row.automation || 'source' in without || foldOf(row) === examFold)
    : [...test, ...unfitted];
  const strangers =
    'source' in without && !screening ? train.filter((row) => !row.automation && isOut(row)) : [];
  return { seen: train.filter(isKept), bar, exam: [...pool.filter(isExam), ...strangers] };
}

export function runTrial(dataset: Dataset, trial: Trial): TrialScores {
  const { seen, bar, exam } = castOf(dataset, trial);
  const { seed, without, learners: names, features = 'all' } = trial;
  const name = JSON.stringify([seed, without, features]);
  const timeless = features === 'timeless' ? FEATURES.map((feature) => feature.name).filter(isTimed) : [];
  // Strokes are scored by their speed, too: without time there is no first stage.
  const stage = timeless.length > 0 ? stageOf(seen) : growStage(seen, { ...FIT.strokeTrees, name });
  const selection = selectFeatures(stage.rows, [...LEFT_OUT, ...timeless]);
  return Object.fromEntries(
    names.map((learner) => {
      const views = learners[learner]({ rows: seen, stage, selection, name: `${learner} ${name}` });
      return [learner, { bar: score(bar, views), exam: score(exam, views) }];
    }),
  );
}

function score(rows: readonly Row[], views: (row: Row) => Views): Scores['bar'] {
  const scores = rows.map(views);
  const column = (view: View): Float64Array => Float64Array.from(scores, (item) => item[view] ?? Number.NaN);
  return Object.fromEntries(VIEWS.map((view) => [view, column(view)])) as Record<View, Float64Array>;
}

/** Families by what they move, in a fixed order. */
export function familiesOf(rows: readonly Row[]): Readonly<Record<Modality, readonly string[]>> {
  const of = (modality: Modality): string[] =>
    [
      ...new Set(rows.flatMap((row) => (row.automation && row.modality === modality ? [row.family] : []))),
    ].sort();
  return { pointer: of('pointer'), keys: of('keys'), touch: of('touch') };
}
