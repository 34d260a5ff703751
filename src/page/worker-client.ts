import { type Remote as Far, wrap } from 'comlink';
import type { Analyst, AnalystConfig } from '../contract/analyst.ts';
import type { Environment } from '../contract/event.ts';
import type { Result } from '../contract/result.ts';
import type { Degraded } from '../contract/verdict.ts';
import type { WorkerLike } from './start-worker.ts';

/** A worker that has not started after this is not slow but stuck, ms; the slowest link of runtime.md, fast 3G, needs 13 s for all of ORT. */
const START_MS = 20_000;
/** A running worker that has not answered this long after a deadline hangs, ms. */
const HANG_MS = 5_000;
/** Batches kept while the worker starts, 32 KB each at most. */
const MAX_HELD = 64;
/** One fresh worker after the first; a page on which two died is no place for a third. */
const MAX_WORKERS = 2;

export type Call<T> = (analyst: Far<Analyst>) => Promise<T>;

/** The worker, as far as the page needs to know it. */
export interface Remote {
  /** Asks the worker, starting it if need be. Always resolves, at the latest after `timeoutMs`. */
  call<T>(ask: Call<T>, timeoutMs: number): Promise<Result<T, Degraded>>;
  /** Hands over a batch; before there is a worker it is held. */
  push(rows: Float64Array<ArrayBuffer>): void;
  update(environment: Partial<Environment>): void;
  /** Drops what is held. */
  clear(): void;
  /** There is a worker that has answered. */
  readonly isUp: boolean;
  /** What became of workers so far; null while all is well. */
  readonly trouble: Degraded | null;
  destroy(): void;
}

interface Deps {
  readonly spawn: () => Promise<WorkerLike>;
  /** Asked at each start: a later worker starts with what is known by then. */
  readonly config: () => AnalystConfig;
  readonly onTrouble: (code: Degraded, detail: string) => void;
}

interface Running {
  readonly analyst: Far<Analyst>;
  readonly die: (code: Degraded, detail?: string) => void;
}

/** Wraps the worker so that a page never waits for one that cannot load, dies or hangs. */
export function createRemote({ spawn, config, onTrouble }: Deps): Remote {
  let starting: Promise<Running> | null = null;
  let running: Running | null = null;
  /** The worker that runs has answered its start: a slow link is behind us. */
  let isUp = false;
  let current: WorkerLike | null = null;
  let workers = 0;
  let trouble: Degraded | null = null;
  let ended = false;
  let held: Float64Array<ArrayBuffer>[] = [];
  /** Calls under way; a death answers all of them. */
  const waiting = new Set<(code: Degraded) => void>();

  const bury = (code: Degraded, detail = '') => {
    current?.terminate();
    current = starting = running = null;
    isUp = false;
    if (!ended) {
      trouble = code;
      onTrouble(code, detail);
    }
    for (const answer of waiting) answer(code);
  };

  /** @throws where there is to be no worker */
  const start = async (): Promise<Running> => {
    if (workers >= MAX_WORKERS || ended) throw trouble;
    workers++;
    let worker: WorkerLike;
    try {
      worker = await spawn();
    } catch (cause) {
      bury('worker_unavailable', String(cause));
      throw cause;
    }
    if (ended) {
      worker.terminate();
      throw trouble;
    }
    current = worker;
    const die: Running['die'] = (code, detail) => {
      clearTimeout(late);
      if (current === worker) bury(code, detail);
    };
    const failed = (event: Event) =>
      die(isUp ? 'worker_died' : 'worker_unavailable', (event as Partial<ErrorEvent>).message);
    const late = setTimeout(die, START_MS, 'worker_timeout');
    worker.addEventListener('error', failed);
    worker.addEventListener('messageerror', failed);
    const analyst = wrap<Analyst>(worker as unknown as Worker);
    const started = () => {
      clearTimeout(late);
      isUp ||= current === worker;
    };
    // A refusal (no model …) is an answer too: the worker lives, and its verdicts say what is missing.
    analyst.start(config()).then(started, (cause) => die('worker_died', String(cause)));
    // The browser keeps what is sent until the worker's script has run: nobody waits for the start's answer.
    for (const rows of held.splice(0)) deliver(rows);
    running = { analyst, die };
    return running;
  };

  // Beside Comlink, not through it: an answer to every batch would wake the page up for nothing.
  const deliver = (rows: Float64Array<ArrayBuffer>) => {
    current?.postMessage(rows, [rows.buffer]);
  };

  const call: Remote['call'] = (ask, timeoutMs) =>
    new Promise((resolve) => {
      let pending = true;
      const finish = (result: Parameters<typeof resolve>[0]) => {
        clearTimeout(timer);
        waiting.delete(refuse);
        resolve(result);
      };
      const refuse = (code: Degraded) => finish({ ok: false, code });
      const timer = setTimeout(() => {
        refuse('worker_timeout');
        const asked = isUp ? running : null;
        setTimeout(() => {
          if (pending) asked?.die('worker_died', 'no answer');
        }, HANG_MS);
      }, timeoutMs);
      waiting.add(refuse);
      starting ??= start();
      starting
        .then(async ({ analyst }) => {
          if (waiting.has(refuse)) finish({ ok: true, value: await ask(analyst) });
        })
        .catch(() => refuse(trouble ?? 'worker_unavailable'))
        .finally(() => {
          pending = false;
        });
    });

  return {
    call,
    push: (rows) => {
      if (running) deliver(rows);
      else if (workers < MAX_WORKERS || starting) held = [...held.slice(1 - MAX_HELD), rows];
    },
    update: (environment) => {
      running?.analyst.environment(environment).catch(() => {});
    },
    clear: () => {
      held = [];
    },
    get isUp() {
      return isUp;
    },
    get trouble() {
      return trouble;
    },
    destroy: () => {
      ended = true;
      bury('destroyed');
    },
  };
}
