import { ask } from '../../server/stores/ask.ts';
import type { Announcement } from '../records/outbox.ts';
import type { DecisionRecord, Records, Saved } from '../records/records.ts';

/** Decisions that were answered and are not recorded yet. */
export interface Unsaved {
  /** Records a decision and what is to be told of it, later if it must be; undefined where that fails now. */
  save(record: DecisionRecord, announcement?: Announcement): Promise<Saved | undefined>;
  /** Tries once more to record what waits. Resolves with how many still wait. */
  flush(): Promise<number>;
  readonly waiting: number;
  /** Decisions given up because too many waited. */
  readonly lost: number;
}

/** Decisions that may wait, some 5 kB each. Chosen: 50 MB, a quarter of an hour of ten decisions a second. */
const MAX_WAITING = 10_000;
/** Chosen: an outage ends within seconds or minutes, and one attempt a second costs nothing. */
const RETRY_MS = 1000;
/** One attempt takes no longer. Chosen: a store that takes five seconds is down. */
const SAVE_MS = 5000;

interface Waiting {
  readonly record: DecisionRecord;
  readonly announcement: Announcement;
}

export function createUnsaved(records: Records): Unsaved {
  const waiting = new Map<string, Waiting>();
  let lost = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<number> | undefined;

  /**
   * In the order of the decisions, and only as far as it goes: what comes later rests on what came before.
   */
  async function run(): Promise<number> {
    for (const [id, { record, announcement }] of waiting) {
      if (!(await ask(() => records.save(record, announcement), SAVE_MS))) break;
      waiting.delete(id);
    }
    return waiting.size;
  }

  function schedule(): void {
    if (timer !== undefined || waiting.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      flush().then(schedule, schedule);
    }, RETRY_MS);
    // A process that has nothing else to do may end.
    Object(timer).unref?.();
  }

  function flush(): Promise<number> {
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    async save(record, announcement = {}) {
      const { id } = record.decision;
      waiting.set(id, { record, announcement });
      for (const oldest of waiting.keys()) {
        if (waiting.size <= MAX_WAITING) break;
        waiting.delete(oldest);
        lost++;
      }
      const saved = await ask(() => records.save(record, announcement), SAVE_MS);
      if (saved) waiting.delete(id);
      else schedule();
      return saved;
    },
    flush,
    get waiting() {
      return waiting.size;
    },
    get lost() {
      return lost;
    },
  };
}
