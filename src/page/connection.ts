import { type Remote, wrap } from 'comlink';
import type { Analyst, AnalystConfig } from '../contract/analyst.ts';
import type { Degraded } from '../contract/verdict.ts';
import { after } from './after.ts';
import type { WorkerLike } from './start-worker.ts';

/**
 * A worker that has not started after this counts as stuck, ms. Fast 3G needs 13 s for all of ORT
 * (runtime.md).
 */
const START_MS = 20_000;

export type WorkerFailure = Extract<Degraded, `worker_${string}`>;

/** One worker, from its start to its end. */
export interface Connection {
  readonly analyst: Remote<Analyst>;
  /** Has the worker begin a visit. */
  start(config: AnalystConfig): void;
  /** The worker has answered its start. */
  readonly isUp: boolean;
  /** Posts a batch without Comlink, whose answer to every batch would wake the page for nothing. */
  deliver(rows: Float64Array<ArrayBuffer>): void;
  /** Ends the worker and all reports about it. */
  terminate(): void;
}

interface Listener {
  onUp(): void;
  /** Called once at most; the worker has been terminated. */
  onFailure(code: WorkerFailure, detail: string): void;
}

/** Starts to talk to a worker. */
export function connect(worker: WorkerLike, { onUp, onFailure }: Listener): Connection {
  let state: 'starting' | 'up' | 'ended' = 'starting';
  const terminate = () => {
    state = 'ended';
    stopClock();
    worker.terminate();
  };
  const fail = (code: WorkerFailure, detail = '') => {
    if (state === 'ended') return;
    terminate();
    onFailure(code, detail);
  };
  const failed = (event: Event) =>
    fail(state === 'up' ? 'worker_died' : 'worker_unavailable', (event as Partial<ErrorEvent>).message);
  const stopClock = after(START_MS, () => fail('worker_timeout'));
  worker.addEventListener('error', failed);
  worker.addEventListener('messageerror', failed);
  const analyst = wrap<Analyst>(worker as unknown as Worker);
  // An error (no model …) is an answer too: the worker runs, and its verdicts say what is missing.
  const started = () => {
    if (state === 'ended') return;
    state = 'up';
    stopClock();
    onUp();
  };
  return {
    analyst,
    start: (config) => {
      analyst.start(config).then(started, (cause) => fail('worker_died', String(cause)));
    },
    get isUp() {
      return state === 'up';
    },
    deliver: (rows) => worker.postMessage(rows, [rows.buffer]),
    terminate,
  };
}
