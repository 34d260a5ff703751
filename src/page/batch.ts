import type { Emit } from '../contract/event.ts';
import { encodeRow, STRIDE } from '../wire/rows.ts';

/** Rows of one batch: 14 KB, four seconds of a mouse at 60 Hz or half a second of one at 500 Hz. */
const ROWS = 128;
/** Longest an event waits before the page is asked for an idle moment, ms; `assess` and `inspect` flush at once. */
const DELAY_MS = 1000;

/** Events on their way to the worker. */
export interface Batch {
  /** Writes the event down at once; the caller may reuse it. */
  readonly emit: Emit;
  /** Sends what there is. */
  flush(): void;
  /** Drops what there is. */
  clear(): void;
}

/** Calls `run` when the page is idle, at the latest after about a second. */
export function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: 1000 });
  else setTimeout(run, 1);
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
  return {
    emit: (event) => {
      rows ??= new Float64Array(ROWS * STRIDE);
      encodeRow(rows, used, event);
      used += STRIDE;
      if (used === rows.length) flush();
      if (!scheduled) schedule();
    },
    flush,
    clear: () => {
      used = 0;
    },
  };
}
