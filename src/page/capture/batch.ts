import { LENGTH, type Row } from '../../wire/rows.ts';
import { createIdleTask } from '../idle.ts';

/** Writes one event into the batch. */
export type Emit = (row: Row) => void;

/** Numbers of one batch. Chosen: 32 KB, a thousand moves, 17 seconds of a mouse at 60 Hz. */
const ROOM = 4096;
/**
 * An event waits this long before the batch asks for an idle moment, ms; `assess` and `inspect` flush at
 * once. Chosen: a transfer costs half a millisecond, as much as twenty moves (`npm run bench -- page`), so
 * that a moving mouse should rather fill its batch.
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
  /** Sends the events of the batch. */
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
      // Assignment to the array converts: undefined becomes NaN, true becomes 1. `set` does the same and
      // costs more.
      for (let index = 1; index < row.length; index++) rows[used + index] = row[index] as number;
      batch.used = used + row.length;
    },
    flush,
  };
  return batch;
}
