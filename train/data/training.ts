import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result } from '../../src/contract/result.ts';
import type { Progress } from '../progress.ts';
import { type CorpusFile, openCorpus } from './corpus.ts';
import { readPeople } from './people.ts';
import type { Row } from './row.ts';
import { simulateAll } from './scripts.ts';

/**
 * Simulated sessions of each family. Chosen: simulating them is two thirds of the minutes that a training run
 * takes.
 */
const SESSIONS = 160;

/** The recordings, by what they may be used for. */
export interface Recordings {
  /** To fit, calibrate and set thresholds on. */
  readonly train: readonly CorpusFile[];
  /** Recorded scripts, kept out of the fit, so that their generators stay unknown to it. */
  readonly bots: readonly CorpusFile[];
  /** People on recorders that no model is fitted to. */
  readonly unfitted: readonly CorpusFile[];
  /** To report on, and for nothing else. */
  readonly test: readonly CorpusFile[];
}

/** The corpus beside the repository, or under `TELLSIGN_DATA`. */
export function openRecordings(): Result<Recordings, 'data_missing'> {
  const root =
    process.env.TELLSIGN_DATA ??
    join(fileURLToPath(new URL('../..', import.meta.url)), '..', 'shared', 'data');
  const train = openCorpus(root, 'train');
  if (!train.ok) return train;
  const unfitted = openCorpus(root, 'unfitted');
  if (!unfitted.ok) return unfitted;
  const test = openCorpus(root, 'test');
  if (!test.ok) return test;
  const isBots = ({ name }: CorpusFile): boolean => name.includes('bots');
  return {
    ok: true,
    value: {
      train: train.value.filter((file) => !isBots(file)),
      bots: train.value.filter(isBots),
      unfitted: unfitted.value,
      test: test.value,
    },
  };
}

/** Rows of people and of the scripts that do their tasks: everything the model is fitted on. */
export async function makeRows(files: readonly CorpusFile[], progress: Progress): Promise<Row[]> {
  progress.stage('people');
  const people = await readPeople(files, { progress: progress.at, augmented: true });
  progress.stage('scripts');
  const scripts = simulateAll(people, { name: 'script', sessions: SESSIONS, progress: progress.at });
  return [...people.rows, ...people.strokeRows, ...scripts.rows, ...scripts.strokeRows].filter((row) =>
    row.missing.includes(0),
  );
}
