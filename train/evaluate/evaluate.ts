import type { Model } from '../../src/scoring/model.ts';
import type { Built } from '../build/model.ts';
import type { CorpusFile } from '../data/corpus.ts';
import { type People, readPeople } from '../data/people.ts';
import type { Row } from '../data/row.ts';
import { simulateAll } from '../data/scripts.ts';
import { pointerFamilies, reportedFamilies, touchFamilies, typingFamilies } from '../families/index.ts';
import type { FitOptions } from '../fit/fit.ts';
import { auc, tprAt1 } from '../fit/metrics.ts';
import { PRIOR } from '../hand/evidence.ts';
import type { Progress } from '../progress.ts';
import { type FamilyResult, leaveOneOut } from './families.ts';
import { type Calls, calibrationError, callsOf, caughtAt, groupResults, quantisationCost } from './report.ts';
import { type Shipped, scoreRows } from './shipped.ts';

/** A generator that training never saw, against people that training never saw. */
export interface Unseen {
  readonly name: string;
  readonly sessions: number;
  readonly auc: number;
  readonly tpr: number;
  readonly medium: number;
  readonly high: number;
}

export interface Evaluation {
  readonly calls: readonly Calls[];
  readonly groups: ReturnType<typeof groupResults>;
  readonly cost: ReturnType<typeof quantisationCost>;
  readonly calibrationError: number;
  readonly unseen: readonly Unseen[];
  readonly families: Readonly<Record<'pointer' | 'typing' | 'touch', readonly FamilyResult[]>>;
}

export interface EvaluateOptions {
  readonly model: Model;
  readonly built: Built;
  /** Everything the model was fitted on: for leave-one-family-out, which fits anew. */
  readonly rows: readonly Row[];
  readonly fit: FitOptions;
  readonly test: readonly CorpusFile[];
  readonly bots: readonly CorpusFile[];
  readonly progress: Progress;
}

/** Simulated sessions of each family for the test people. */
const TEST_SESSIONS = 60;

/** Everything the card reports. Test people are scored, never fitted, tuned or thresholded on. */
export async function evaluate({
  model,
  built,
  rows,
  fit,
  test,
  bots,
  progress,
}: EvaluateOptions): Promise<Evaluation> {
  progress.stage('test people');
  const people = await readPeople(test, progress.at);
  const score = (list: readonly Row[]): Shipped[] => scoreRows(model, built, list);
  const known = simulateAll(people, { name: 'test script', sessions: TEST_SESSIONS, progress: progress.at });
  const shippedPeople = score([...people.rows, ...people.strokeRows]);
  const shippedScripts = score(known.rows);

  progress.stage('generators never trained on');
  const unseen = [
    ...(await recordedBots({ bots, people: shippedPeople, score, progress })),
    ...replays({ people, shippedPeople, score, progress }),
  ];

  progress.stage('leave one family out');
  const study = (families: object, rest: Pick<Parameters<typeof leaveOneOut>[0], 'groups' | 'horizons'>) =>
    leaveOneOut({ rows, families: Object.keys(families), ...rest, options: fit, progress: progress.at });
  const { teleport: _, ...moving } = pointerFamilies;
  const families = {
    pointer: study(moving, { groups: ['path', 'motion'], horizons: ['3 strokes', '10 strokes'] }),
    typing: study(typingFamilies, { groups: ['keys'], horizons: ['15s', 'whole'] }),
    touch: study(touchFamilies, { groups: ['touch'], horizons: ['15s', 'whole'] }),
  };

  const timed = shippedPeople.filter(({ row }) => !row.horizon.includes('strokes'));
  const whole = (list: readonly Shipped[]): Shipped[] => list.filter(({ row }) => row.horizon === 'whole');
  const { slope, intercept } = built.manifest.calibration;
  return {
    calls: callsOf(timed, (row) => `${row.source}, ${row.modality}, ${row.horizon}`),
    groups: groupResults(whole(timed), whole(shippedScripts)),
    cost: quantisationCost(whole(timed), whole(shippedScripts)),
    calibrationError: calibrationError(whole(timed), whole(shippedScripts), {
      score: (logit) => 1 / (1 + Math.exp(-(slope * logit + intercept))),
      prior: 1 / (1 + Math.exp(-PRIOR)),
    }),
    unseen,
    families,
  };
}

interface UnseenOptions {
  readonly score: (rows: readonly Row[]) => Shipped[];
  readonly progress: Progress;
}

/** The recorded generators. They ran elsewhere, on another task, so part of what tells them may be the recorder. */
async function recordedBots({
  bots,
  people,
  score,
  progress,
}: UnseenOptions & { readonly bots: readonly CorpusFile[]; readonly people: readonly Shipped[] }): Promise<
  Unseen[]
> {
  const { rows } = await readPeople(bots, progress.at);
  const shipped = score(rows.filter((row) => row.horizon === 'whole'));
  const against = people.filter(({ row }) => row.source === 'sapimouse' && row.horizon === 'whole');
  return [...new Set(rows.map((row) => row.subject))].map((subject) =>
    unseenResult(
      subject,
      shipped.filter(({ row }) => row.subject === subject),
      against,
    ),
  );
}

/** Warped replays of the test people's own strokes, against those people. */
function replays({
  people,
  shippedPeople,
  score,
  progress,
}: UnseenOptions & { readonly people: People; readonly shippedPeople: readonly Shipped[] }): Unseen[] {
  const lenders = { pointer: people.lenders.pointer, keys: [], touch: [] };
  const options = {
    name: 'replay',
    sessions: 4 * TEST_SESSIONS,
    progress: progress.at,
    pointer: reportedFamilies,
    moveOnly: true,
  };
  const { strokeRows } = simulateAll({ ...people, lenders }, options);
  const ten = strokeRows.filter((row) => row.horizon === '10 strokes');
  const against = shippedPeople.filter(({ row }) => row.horizon === '10 strokes');
  const of = (list: readonly Shipped[], source: string) => list.filter(({ row }) => row.source === source);
  return Object.keys(reportedFamilies).flatMap((family) => {
    const shipped = score(ten.filter((row) => row.family === family));
    return ['sapimouse', 'dlrv'].map((source) =>
      unseenResult(`${family} of a person, 10 strokes, ${source}`, of(shipped, source), of(against, source)),
    );
  });
}

function unseenResult(name: string, scripts: readonly Shipped[], people: readonly Shipped[]): Unseen {
  const judged = scripts.filter(({ level }) => level !== 'unknown');
  const [a, b] = [people.filter(({ level }) => level !== 'unknown'), judged].map((list) =>
    list.map(({ logit }) => logit),
  );
  return {
    name,
    sessions: judged.length,
    auc: auc(a ?? [], b ?? []),
    tpr: tprAt1(a ?? [], b ?? []),
    medium: caughtAt(judged, 'medium'),
    high: caughtAt(judged, 'high'),
  };
}
