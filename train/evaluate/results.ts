import { calibrate } from '../../src/scoring/calibrate.ts';
import type { Horizon, Modality, Row } from '../data/row.ts';
import { createRandom } from '../random.ts';
import { BARS, type Contest, contestOf } from './contest.ts';
import type { Dataset } from './dataset.ts';
import { type DetCurve, detOf } from './det.ts';
import type { LearnerName } from './learner.ts';
import { recordersOf } from './plan.ts';
import { judge, priorShare } from './product.ts';
import { type Judged, type Reliability, reliabilityOf } from './reliability.ts';
import { type Study, studyOf } from './study.ts';
import { castOf, familiesOf, type Scores, type Trial } from './trial.ts';
import { VIEWS, type View } from './views.ts';

/** A trial with what came of it for one learner. */
export interface Tried {
  readonly trial: Trial;
  readonly learner: LearnerName;
  readonly scores: Scores;
}

export type Among = 'all' | 'compared';

export interface StudyOf {
  readonly learner: LearnerName;
  readonly features: 'all' | 'timeless';
  /** Every family, or those on which other learners were tried as well. */
  readonly among: Among;
  readonly modality: Modality;
  readonly horizon: Horizon;
  readonly view: View;
  readonly study: Study;
}

/** People of a recorder that the fit never saw, and scripts on it. */
export interface StrangersOf {
  readonly learner: LearnerName;
  readonly source: string;
  readonly horizon: Horizon;
  readonly view: View;
  /** At the nominal 1 %, and at the product's `high`. */
  readonly nominal: Study;
  readonly high: Study;
}

/** Results of leaving out families and recorders. */
export interface Protocol {
  readonly studies: readonly StudyOf[];
  readonly strangers: readonly StrangersOf[];
  readonly det: readonly (DetCurve & Pick<StudyOf, 'learner' | 'modality' | 'horizon'>)[];
  /** Families never fitted, with the shipped calibration. */
  readonly unseenReliability: Reliability;
}

/** Horizons in order of length; strokes only where a pointer moves. */
export const HORIZONS: readonly Horizon[] = ['5s', '15s', '30s', 'whole', '3 strokes', '10 strokes'];
export const MODALITIES: readonly Modality[] = ['pointer', 'keys', 'touch'];
/** The horizon of the summary, for each kind of script. */
export const MAIN_HORIZON: Readonly<Record<Modality, Horizon>> = {
  pointer: '10 strokes',
  keys: 'whole',
  touch: 'whole',
};

export interface Sources {
  readonly dataset: Dataset;
  readonly tried: readonly Tried[];
  readonly calibration: { readonly slope: number; readonly intercept: number };
  readonly progress: (detail: string) => void;
}

/** Turns the trials' logits into figures. */
export function protocolOf({ dataset, tried, calibration, progress }: Sources): Protocol {
  const known = familiesOf(dataset.train);
  const others = familiesOf(dataset.unfitted);
  const casts = new Map<string, ReturnType<typeof castOf>>();
  const cast = (trial: Trial): ReturnType<typeof castOf> => {
    const key = JSON.stringify([trial.seed, trial.without, trial.screening]);
    const made = casts.get(key) ?? castOf(dataset, trial);
    casts.set(key, made);
    return made;
  };
  const contests = (
    of: (trial: Trial, learner: LearnerName) => boolean,
    options: Omit<Parameters<typeof contestOf>[2], 'seed' | 'family'>,
  ): Contest[] =>
    tried.flatMap(({ trial, learner, scores }) => {
      if (!of(trial, learner)) return [];
      const own = [...known[options.modality], ...others[options.modality]];
      const leftOut = 'families' in trial.without ? trial.without.families : known[options.modality];
      return leftOut
        .filter((family) => own.includes(family))
        .flatMap((family) => contestOf(cast(trial), scores, { ...options, seed: trial.seed, family }) ?? []);
    });

  const studies: StudyOf[] = [];
  const det: Protocol['det'][number][] = [];
  const arms = unique(
    tried.flatMap(({ trial: { features = 'all', learners }, learner }) => [
      ...(learner === 'additive' ? [{ learner, features, among: 'all' as Among }] : []),
      ...(learners.length > 1 ? [{ learner, features, among: 'compared' as Among }] : []),
    ]),
  );
  for (const { learner, features, among } of arms)
    for (const modality of MODALITIES)
      for (const horizon of HORIZONS)
        for (const view of learner === 'additive' && features === 'all' && among === 'all'
          ? VIEWS
          : (['shape'] as const)) {
          progress(`${learner} ${modality} ${horizon} ${view}`);
          const found = contests(
            (trial, who) =>
              'families' in trial.without &&
              who === learner &&
              (among === 'all' || trial.learners.length > 1) &&
              (trial.features ?? 'all') === features,
            { modality, horizon, view },
          );
          if (found.length === 0) continue;
          const isSummed = (family: string): boolean => known[modality].includes(family);
          studies.push({
            learner,
            features,
            among,
            modality,
            horizon,
            view,
            study: studyOf(found, isSummed),
          });
          if (among === 'compared' && view === 'shape' && horizon === MAIN_HORIZON[modality])
            det.push({ learner, modality, horizon, ...detOf(found.filter((c) => isSummed(c.family))) });
        }

  const strangers: StrangersOf[] = [];
  for (const learner of unique(arms.map((arm) => arm.learner)))
    for (const source of recordersOf(dataset.train))
      for (const horizon of HORIZONS)
        for (const view of learner === 'additive' ? (['shape', 'fused'] as const) : (['shape'] as const)) {
          progress(`${learner} ${source} ${horizon} ${view}`);
          const isOf = (trial: Trial, who: LearnerName): boolean =>
            who === learner && 'source' in trial.without && trial.without.source === source;
          const options = { modality: 'pointer', horizon, view } as const;
          const nominal = contests(isOf, options);
          if (nominal.length === 0) continue;
          const high = contests(isOf, { ...options, bar: BARS.high });
          strangers.push({
            learner,
            source,
            horizon,
            view,
            nominal: studyOf(nominal, () => true),
            high: studyOf(high, () => true),
          });
        }

  return {
    studies,
    strangers,
    det,
    unseenReliability: unseenOf(
      tried.map((item) => ({ ...item, exam: cast(item.trial).exam })),
      (row, logit) =>
        row.automation && !known[row.modality].includes(row.family)
          ? null
          : judge(row, calibrate(logit, calibration)),
    ),
  };
}

const unique = <T>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

/** Scores of whole sessions of families that the fit never saw, and of people it never saw. */
function unseenOf(
  tried: readonly (Tried & { readonly exam: readonly Row[] })[],
  judgeRow: (row: Row, logit: number) => Judged | null,
): Reliability {
  const judged = tried.flatMap(({ trial, learner, scores, exam }) => {
    const { features, without } = trial;
    if (learner !== 'additive' || features === 'timeless' || !('families' in without)) return [];
    return exam.flatMap((row, index) => {
      const logit = scores.exam.fused[index] ?? Number.NaN;
      return row.horizon === 'whole' && !Number.isNaN(logit) ? (judgeRow(row, logit) ?? []) : [];
    });
  });
  return reliabilityOf(judged, priorShare, createRandom('unseen families'));
}
