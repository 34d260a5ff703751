import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Recordings } from '../data/training.ts';
import type { PartName } from './dataset.ts';
import type { Trial, TrialScores } from './trial.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

/** Messages to a child process, and its answers. */
export type Order =
  | { readonly part: PartName; readonly recordings: Recordings; readonly name: string }
  | { readonly dataset: readonly string[] }
  | { readonly trial: Trial };
export type Answer = { readonly ready: true } | { readonly scores: TrialScores };

const start = (): ChildProcess =>
  fork(CHILD, { execArgv: ['--import', 'tsx', '--max-old-space-size=6144'], serialization: 'advanced' });

/** Makes a part of the dataset in a process of its own and keeps it under `name`. */
export async function makePart(
  part: PartName,
  { recordings, name }: { readonly recordings: Recordings; readonly name: string },
): Promise<void> {
  const child = start();
  try {
    await request(child, { part, recordings, name });
  } finally {
    child.kill();
  }
}

export interface PoolOptions {
  readonly processes: number;
  /** Names under which the dataset's parts are kept; every process reads them once. */
  readonly dataset: readonly string[];
  onDone(trial: Trial, scores: TrialScores): void;
}

/** Runs trials in processes of their own, as many at a time as asked for. Rejects when one of them breaks. */
export async function runTrials(
  trials: readonly Trial[],
  { processes, dataset, onDone }: PoolOptions,
): Promise<void> {
  const queue = [...trials];
  const children = Array.from({ length: Math.min(processes, queue.length) }, start);
  try {
    await Promise.all(
      children.map(async (child) => {
        await request(child, { dataset });
        for (let trial = queue.shift(); trial !== undefined; trial = queue.shift()) {
          const answer = await request(child, { trial });
          if ('scores' in answer) onDone(trial, answer.scores);
        }
      }),
    );
  } finally {
    for (const child of children) child.kill();
  }
}

function request(child: ChildProcess, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      child.off('message', onMessage);
      child.off('exit', onExit);
      end();
    };
    const onMessage = (answer: unknown): void => settle(() => resolve(answer as Answer)); // from `child.ts`
    const onExit = (code: number | null): void =>
      settle(() => reject(new Error(`a process of the evaluation ended with ${code}`)));
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send(order);
  });
}
