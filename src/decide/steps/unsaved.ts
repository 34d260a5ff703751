import { ask } from '../../server/stores/ask.ts';
import type { Announcement } from '../records/outbox.ts';
import type { DecisionRecord, Records, Saved } from '../records/records.ts';

/** Decisions that were answered and are not recorded. */
export interface Backlog {
  /** Those that are tried again every second; 10,000 at the most, in this process's memory. */
  readonly waiting: number;
  /** Those given up since the start: because too many waited, or because the database refuses them. */
  readonly lost: number;
}

/** Decisions that were answered and are not recorded yet. */
export interface Unsaved extends Backlog {
  /** Records a decision and what is to be told of it, later if it must be; undefined where that fails now. */
  save(record: DecisionRecord, announcement?: Announcement): Promise<Saved | undefined>;
  /** Tries once more to record what waits. Resolves with how many still wait. */
  flush(): Promise<number>;
}

/** Decisions that may wait, some 5 kB each. Chosen: 50 MB, a quarter of an hour of ten decisions a second. */
const MAX_WAITING = 10_000;
/** Chosen: an outage ends within seconds or minutes, and one attempt a second costs nothing. */
const RETRY_MS = 1000;
/** One attempt takes no longer. Chosen: a store that takes five seconds is down. */
const SAVE_MS = 5000;

/**
 * Classes of errors by which PostgreSQL refuses what it was given, and would again: no such value, and beyond
 * a limit.
 */
const REFUSED = /^(22|54)/;

interface Waiting {
  readonly record: DecisionRecord;
  readonly announcement: Announcement;
}

export function createUnsaved(records: Records): Unsaved {
  const waiting = new Map<string, Waiting>();
  let lost = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<number> | undefined;

  /** Undefined where that fails. What is refused for what it is must not hold up what comes after it. */
  async function attempt({ record, announcement }: Waiting): Promise<Saved | undefined> {
    const { id } = record.decision;
    const saving = async () => {
      try {
        return await records.save(record, announcement);
      } catch (error) {
        if (REFUSED.test(String(Object(error).code)) && waiting.delete(id)) lost++;
        throw error;
      }
    };
    const saved = await ask(saving, SAVE_MS);
    if (saved) waiting.delete(id);
    return saved;
  }

  /**
   * In the order of the decisions, and only as far as it goes: what comes later rests on what came before.
   */
  async function run(): Promise<number> {
    for (const [id, one] of waiting) {
      await attempt(one);
      if (waiting.has(id)) break;
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
      const one = { record, announcement };
      waiting.set(id, one);
      for (const oldest of waiting.keys()) {
        if (waiting.size <= MAX_WAITING) break;
        waiting.delete(oldest);
        lost++;
      }
      const saved = await attempt(one);
      if (!saved) schedule();
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
