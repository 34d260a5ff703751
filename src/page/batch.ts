import { COLUMN, KIND, STRIDE } from '../wire/layout.ts';

/** Writes one event down as a row of `wire/layout.ts`, at once: the caller may reuse it. What it leaves out at its end is absent. */
export type Emit = (row: ArrayLike<number>) => void;

/** Writes down where the pointer was: the row of hundreds a second, without a record of it in between. */
export type Place = (t: number, x: number, y: number) => void;

/** Rows of one batch: 28 KB, four seconds of a mouse at 60 Hz or half a second of one at 500 Hz. */
const ROWS = 256;
/**
 * Longest an event waits before the page is asked for an idle moment, ms; `assess` and `inspect` flush at once. Waking up and handing
 * over takes a millisecond, as much as thirty events do (`npm run bench:page`), so a moving mouse rather fills its batch.
 */
const DELAY_MS = 5000;
/** Longest to wait for that moment on a page that is never idle, ms. */
const PATIENCE_MS = 5000;

/** Events on their way to the worker. */
export interface Batch {
  readonly emit: Emit;
  readonly place: Place;
  /** Sends what there is. */
  flush(): void;
  /** Drops what there is. */
  clear(): void;
}

/** Chromium's way to ask whether the visitor is waiting for the page. */
interface Scheduling {
  readonly scheduling?: { isInputPending?(): boolean };
}

/** Calls `run` when the page is idle and no input waits for it. */
export function whenIdle(run: () => void): void {
  const attempt = () => {
    if ((navigator as Scheduling).scheduling?.isInputPending?.()) whenIdle(run);
    else run();
  };
  if (typeof requestIdleCallback === 'function') requestIdleCallback(attempt, { timeout: PATIENCE_MS });
  else setTimeout(attempt, 1);
}

/** Sends batches when they are full or the page is idle; schedules nothing while nothing happens. */
export function createBatch(send: (rows: Float64Array<ArrayBuffer>) => void, beforeIdle: () => void): Batch {
  let rows: Float64Array<ArrayBuffer> | null = null;
  let used = 0;
  let scheduled = false;
  const flush = () => {
    if (!rows || used === 0) return;
    const full = rows.subarray(0, used);
    rows = null;
    used = 0;
    send(full);
  };
  const schedule = () => {
    scheduled = true;
    setTimeout(() => {
      whenIdle(() => {
        scheduled = false;
        beforeIdle();
        flush();
      });
    }, DELAY_MS);
  };
  const begin = () => {
    if (!scheduled) schedule();
    rows = new Float64Array(ROWS * STRIDE).fill(Number.NaN);
    return rows;
  };
  const end = ({ length }: Float64Array) => {
    used += STRIDE;
    if (used === length) flush();
  };
  return {
    emit: (row) => {
      const into = rows ?? begin();
      into.set(row, used);
      end(into);
    },
    // The caller's whole work on a move: everything stands in one function, which is dear to enter when the processor's caches are cold.
    place: (t, x, y) => {
      const into = rows ?? begin();
      into[used] = KIND.move;
      into[used + COLUMN.t] = t;
      into[used + COLUMN.x] = x;
      into[used + COLUMN.y] = y;
      end(into);
    },
    flush,
    clear: () => {
      rows = null;
      used = 0;
    },
  };
}
