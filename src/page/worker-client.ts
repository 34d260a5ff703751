import type { Remote } from 'comlink';
import type { Analyst, AnalystConfig } from '../contract/analyst.ts';
import { BUILD } from '../contract/build.ts';
import type { Environment } from '../contract/event.ts';
import type { Result } from '../contract/result.ts';
import type { Degraded } from '../contract/verdict.ts';
import { after } from './after.ts';
import { type Connection, connect, type WorkerFailure } from './connection.ts';
import type { WorkerLike } from './start-worker.ts';

/**
 * A running worker that has not answered this long after a deadline counts as hung, ms. Chosen: slow devices
 * stall for seconds, and a new worker loses the session so far.
 */
const HANG_MS = 5_000;
/** Batches kept while the worker starts. Chosen: 2 MB at most, 18 minutes of a mouse at 60 Hz. */
const MAX_QUEUE = 64;
/** After so many deaths of running workers no other is started. Chosen: one may be an accident. */
const MAX_DEATHS = 2;
/**
 * Pauses between attempts to start a worker that could not be started. Chosen: the first failure may be tried
 * again at once; then from a second, as long as a proxy needs to switch over, to the minute that a deploy
 * takes.
 */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/**
 * A call waits for the next attempt if that begins within this, ms; else it is answered at once. Chosen: the
 * first pause. A visitor rather waits a second than is asked for a code.
 */
const SOON_MS = FIRST_PAUSE_MS;
/**
 * Most attempts in a row without a call. Chosen: with the pauses above they span a minute, and a policy that
 * forbids workers does not change.
 */
const MAX_UNASKED = 7;

/** A question to the worker. */
export type Call<T> = (analyst: Remote<Analyst>) => Promise<T>;

/** The worker as the rest of the page sees it. */
export interface WorkerClient {
  /**
   * Calls the worker, which is started if there is none. Always resolves, at the latest after `timeoutMs`.
   */
  call<T>(ask: Call<T>, timeoutMs: number): Promise<Result<T, Degraded>>;
  /** Sends a batch; it is queued until there is a worker. */
  push(rows: Float64Array<ArrayBuffer>): void;
  update(environment: Partial<Environment>): void;
  /** Drops what is queued. */
  clear(): void;
  /** Whether a call made now would reach a worker or start one. */
  readonly isReachable: boolean;
  /** The failure of a worker that verdicts report; null for none. */
  readonly trouble: Degraded | null;
  destroy(): void;
}

interface Deps {
  /** `attempt` counts from 0, anew after each worker that answered. */
  readonly startWorker: (attempt: number) => Promise<WorkerLike>;
  /** Asked at each start: a later worker starts with what is known by then. */
  readonly config: () => AnalystConfig;
  readonly onTrouble: (code: Degraded, detail: string) => void;
}

type State =
  /** No worker. A call starts one; while the pause after a failure lasts, it waits or is refused. */
  | { readonly name: 'idle'; readonly pauseUntil: number }
  | { readonly name: 'starting'; readonly connection: Promise<Connection> }
  | { readonly name: 'connected'; readonly connection: Connection }
  | { readonly name: 'ended'; readonly code: Degraded };

/** A call without an answer yet. */
interface Waiting {
  /** Asks the worker, or the next one. */
  readonly ask: () => Promise<void>;
  readonly refuse: (code: Degraded) => void;
}

/** Keeps at most one worker. A page never waits for one that cannot load, dies or hangs. */
export function createWorkerClient({ startWorker, config, onTrouble }: Deps): WorkerClient {
  let state: State = { name: 'idle', pauseUntil: 0 };
  let queue: Float64Array<ArrayBuffer>[] = [];
  /** Deaths of workers that ran, and failures to start one since the last that did. */
  let [deaths, failures] = [0, 0];
  let trouble: Degraded | null = null;
  /** The calls under way. */
  const calls = new Set<Waiting>();
  /** Prevents the attempt that is planned. */
  let cancelAttempt = () => {};
  const stopper = new AbortController();

  const fail = (code: WorkerFailure, detail: string) => {
    if (code === 'worker_died') deaths++;
    else failures++;
    trouble = code;
    const pauseUntil = performance.now() + pauseAfter(failures);
    state = deaths >= MAX_DEATHS ? { name: 'ended', code } : { name: 'idle', pauseUntil };
    onTrouble(code, detail);
    for (const { ask, refuse } of calls) {
      if (code === 'worker_unavailable' && isReachable()) void ask();
      else refuse(code);
    }
    if (code !== 'worker_died' && failures <= MAX_UNASKED) planAttempt();
  };

  const planAttempt = () => {
    cancelAttempt = after(Math.max(FIRST_PAUSE_MS, pauseAfter(failures)), () => {
      if (isReachable()) void connection().catch(() => {});
    });
  };

  const onUp = () => {
    failures = 0;
    trouble = deaths > 0 ? 'worker_died' : null;
  };

  /**
   * A worker of the page's build. Where a cache gave another one, it is asked for once more, past the cache.
   *
   * @throws when the worker cannot be started, or the client was destroyed meanwhile
   */
  const start = async (attempt = failures): Promise<Connection> => {
    const made = await open(attempt);
    const build = await made.analyst.build;
    if (build !== BUILD) {
      made.terminate();
      const stale = ['worker_stale', `worker ${build}, page ${BUILD}`] as const;
      if (attempt > 0) {
        fail(...stale);
        throw stale;
      }
      onTrouble(...stale);
      return start(1);
    }
    state = { name: 'connected', connection: made };
    made.start(config());
    for (const rows of queue.splice(0)) made.deliver(rows);
    return made;
  };

  /** A worker whose script may not have run yet; of one that fails nothing more is heard but `fail`. */
  const open = async (attempt: number): Promise<Connection> => {
    let worker: WorkerLike;
    try {
      worker = await startWorker(attempt);
    } catch (cause) {
      if (state.name === 'starting') fail('worker_unavailable', String(cause));
      throw cause;
    }
    if (state.name !== 'starting') {
      worker.terminate();
      throw new Error('destroyed');
    }
    const made = connect(worker, { onUp, onFailure: fail });
    stopper.signal.addEventListener('abort', made.terminate);
    return made;
  };

  const pauseLeft = () => (state.name === 'idle' ? state.pauseUntil - performance.now() : 0);
  const isReachable = () => state.name !== 'ended' && !(pauseLeft() > SOON_MS);

  /**
   * The running worker, or the next one.
   *
   * @throws like `start`
   */
  const connection = async (): Promise<Connection> => {
    while (pauseLeft() > 0) await new Promise<void>((done) => after(pauseLeft(), done));
    if (state.name === 'idle') state = { name: 'starting', connection: start() };
    if (state.name === 'ended') throw state.code;
    return state.connection;
  };

  const call: WorkerClient['call'] = (ask, timeoutMs) =>
    new Promise((resolve) => {
      let isAnswered = false;
      const finish = (result: Parameters<typeof resolve>[0]) => {
        stopClock();
        calls.delete(waiting);
        resolve(result);
      };
      const refuse = (code: Degraded) => finish({ ok: false, code });
      const stopClock = after(timeoutMs, () => {
        refuse(pauseLeft() > 0 ? stateCode() : 'worker_timeout');
        const asked = state.name === 'connected' && state.connection.isUp ? state.connection : null;
        if (!asked) return;
        after(HANG_MS, () => {
          if (isAnswered || state.name !== 'connected' || state.connection !== asked) return;
          asked.terminate();
          fail('worker_died', 'no answer');
        });
      });
      const askWorker = async () => {
        if (!isReachable()) return refuse(stateCode());
        // Where there is no connection, `fail` or `destroy` has seen to the call.
        const made = await connection().catch(() => null);
        if (!made || !calls.has(waiting)) return;
        try {
          finish({ ok: true, value: await ask(made.analyst) });
        } catch {
          refuse(stateCode());
        }
        isAnswered = true;
      };
      const waiting: Waiting = { ask: askWorker, refuse };
      calls.add(waiting);
      void askWorker();
    });
  const stateCode = (): Degraded => (state.name === 'ended' ? state.code : (trouble ?? 'worker_unavailable'));

  // The network is back, so the next attempt need not wait.
  const retry = () => {
    if (state.name !== 'idle' || failures === 0) return;
    state = { name: 'idle', pauseUntil: 0 };
    void connection().catch(() => {});
  };
  globalThis.addEventListener?.('online', retry, { signal: stopper.signal });

  return {
    call,
    push: (rows) => {
      if (state.name === 'connected') state.connection.deliver(rows);
      else if (state.name !== 'ended') queue = [...queue.slice(1 - MAX_QUEUE), rows];
    },
    update: (environment) => {
      if (state.name === 'connected') state.connection.analyst.environment(environment).catch(() => {});
    },
    clear: () => {
      queue = [];
    },
    get isReachable() {
      return isReachable();
    },
    get trouble() {
      return trouble;
    },
    destroy: () => {
      state = { name: 'ended', code: 'destroyed' };
      stopper.abort();
      cancelAttempt();
      for (const { refuse } of calls) refuse('destroyed');
    },
  };
}

/** Pause after so many failures in a row, ms: none, then doubling. */
const pauseAfter = (failures: number): number =>
  failures < 2 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (failures - 2), LONGEST_PAUSE_MS);
