import { LENGTH, type Row } from '../../wire/rows.ts';
import { createIdleTask } from '../idle.ts';

/** Writes one event into the batch. */
export type Emit = (row: Row) => void;

/** Numbers of one batch. Chosen: 32 KB, a thousand moves, 17 seconds of a mouse at 60 Hz. */
const ROOM = 4096;
/**
 * Longest an event waits before an idle moment is looked for, ms; `assess` and `inspect` flush at once.
 * Chosen: handing over costs half a millisecond, as much as twenty moves (`npm run bench -- page`), so a
 * moving mouse should rather fill its batch.
 */
const DELAY_MS = 10_000;
/** Events on their way to the worker. */
export interface Batch {
  /**
   * What is written so far, up to `used`; 0 drops it. `collectors/pointer.ts` writes plain moves in place,
   * where there is room.
   */
  readonly rows: Float64Array;
  used: number;
  readonly emit: Emit;
  /** Sends what there is. */
  flush(): void;
}

/** Sends batches when they are full or the page is idle; schedules nothing while nothing happens. */
export function createBatch(send: (rows: Float64Array<ArrayBuffer>) => void, beforeIdle: () => void): Batch {
  const rows = new Float64Array(ROOM);
  const flush = () => {
    const full = rows.slice(0, batch.used);
    batch.used = 0;
    if (full.length > 0) send(full);
  };
  const schedule = createIdleTask(DELAY_MS, () => {
    beforeIdle();
    flush();
  });
  const batch: Batch = {
    rows,
    used: 0,
    emit: (row) => {
      if (batch.used + row.length > ROOM) flush();
      schedule();
      const { used } = batch;
      rows[used] = row[0] + LENGTH * row.length;
      // The array makes numbers of what a row holds: NaN of undefined, 1 of true. `set` does so too, and
      // costs more.
      for (let index = 1; index < row.length; index++) rows[used + index] = row[index] as number;
      batch.used = used + row.length;
    },
    flush,
  };
  return batch;
}
