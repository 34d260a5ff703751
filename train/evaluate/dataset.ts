import { type People, readPeople } from '../data/people.ts';
import type { Row } from '../data/row.ts';
import { simulateAll } from '../data/scripts.ts';
import { makeRows, type Recordings } from '../data/training.ts';
import { reportedFamilies } from '../families/index.ts';
import type { Progress } from '../progress.ts';
import { readCached } from './cache.ts';

/** Every session of the protocol. */
export interface Dataset {
  /** What the model is fitted on: training people, and scripts doing their tasks. */
  readonly train: readonly Row[];
  /** Test people, and scripts doing theirs with parameters of their own. */
  readonly test: readonly Row[];
  /** Never fitted by any study: the simulator's control, warped replays and recorded generators. */
  readonly unfitted: readonly Row[];
}

/** Simulated sessions of each family for the test people. */
const TEST_SESSIONS = 100;

/** How each part of a dataset is made; the parts do not depend on each other. */
export const parts = {
  train: async ({ train }: Recordings, progress: Progress): Promise<Pick<Dataset, 'train'>> => ({
    train: await makeRows(train, progress),
  }),
  test: makeTest,
} as const;
export type PartName = keyof typeof parts;

/** The dataset, from its parts. */
export function readDataset(names: readonly string[]): Dataset {
  const empty: Dataset = { train: [], test: [], unfitted: [] };
  return Object.assign(empty, ...names.map((name) => readCached<Partial<Dataset>>(name)));
}

async function makeTest(
  { bots, test }: Recordings,
  progress: Progress,
): Promise<Pick<Dataset, 'test' | 'unfitted'>> {
  progress.stage('test people and scripts');
  const people = await readPeople(test, { progress: progress.at });
  const scripts = simulateAll(people, {
    name: 'test script',
    sessions: TEST_SESSIONS,
    progress: progress.at,
  });
  const recorded = await readPeople(bots, { progress: progress.at });
  const generators = [...recorded.rows, ...recorded.strokeRows].map((row) => ({
    ...row,
    automation: true,
    family: row.subject,
  }));
  const shown = (rows: readonly Row[]): Row[] => rows.filter((row) => row.missing.includes(0));
  return {
    test: shown([...people.rows, ...people.strokeRows, ...scripts.rows, ...scripts.strokeRows]),
    unfitted: shown([...playBack(people, progress), ...generators]),
  };
}

/**
 * The test people's own strokes through the simulator, as they were and warped. Clicks and scrolling stay
 * theirs.
 */
function playBack(people: People, progress: Progress): Row[] {
  const { rows, strokeRows } = simulateAll(
    { ...people, lenders: { pointer: people.lenders.pointer, keys: [], touch: [] } },
    {
      name: 'replay',
      sessions: 2 * TEST_SESSIONS,
      progress: progress.at,
      pointer: reportedFamilies,
      moveOnly: true,
    },
  );
  return [...rows, ...strokeRows].filter((row) => row.family in reportedFamilies);
}
