import { checkKnown } from '../known-options.ts';
import { monotonicMs } from './monotonic.ts';
import type { ReplayStore } from './replay.ts';
import { checkSingleProcess } from './single-process.ts';

export interface MemoryReplayOptions {
  /**
   * Must be true: this process is the only one that verifies. A second one would accept every token once
   * more.
   */
  readonly allowSingleProcess: boolean;
  /** Most entries held at once, some 200 bytes each. @default 1_000_000 */
  readonly maxEntries?: number | undefined;
  /** Clock in milliseconds that never jumps. @default performance.now */
  readonly now?: (() => number) | undefined;
  /**
   * The verifier's clock in milliseconds, which may be set.
   *
   * @default `now` where that is given, else Date.now
   */
  readonly wallNow?: (() => number) | undefined;
}

/**
 * Entries that each use checks, in turn, to drop expired ones: idempotency keys live a day among nonces that
 * live minutes. Chosen: with three an expired entry is gone after a third as many uses as there are entries.
 */
const SWEPT_PER_USE = 3;
/**
 * A full store checks all its entries this often, ms: with a million of them a check takes 6 to 25 ms (Node
 * 20, 2 cores).
 */
const FULL_SWEEP_MS = 1000;

/**
 * Used nonces in this process's memory. They are bounded, expire, and are gone after a restart, while a
 * nonce issued before it lives on for its lifetime. A store full of live entries throws, and the verifier
 * fails closed: to forget an entry would be to accept its nonce twice.
 *
 * @throws TypeError unless `allowSingleProcess` is true, in a Node cluster worker whatever it is, and for an
 *   unknown option
 */
export function memoryReplay(options: MemoryReplayOptions): ReplayStore {
  const { allowSingleProcess, maxEntries = 1_000_000, ...clocks } = options ?? {};
  checkSingleProcess('memoryReplay', allowSingleProcess);
  checkKnown(clocks, { now: true, wallNow: true });
  if (!Number.isInteger(maxEntries) || maxEntries < 1)
    throw new TypeError('memoryReplay: maxEntries must be a positive integer');
  return createReplayMemory({ maxEntries, ...clocks });
}

interface Entry {
  readonly value: string;
  readonly ends: Moment;
}

/** The same moment by both clocks, milliseconds. */
interface Moment {
  readonly steady: number;
  readonly wall: number;
}

/**
 * An entry ends when both clocks say so. A wall clock that jumps ahead and back would end it too early, and
 * one that is set back lets the verifier honour its nonce longer than the steady clock lasts.
 */
const isOver = (ends: Moment, now: Moment): boolean => ends.steady <= now.steady && ends.wall <= now.wall;

/** What `memoryReplay` keeps, for any process. */
export function createReplayMemory({
  maxEntries,
  now,
  wallNow = now ?? Date.now,
}: Omit<MemoryReplayOptions, 'allowSingleProcess' | 'maxEntries'> & {
  readonly maxEntries: number;
}): ReplayStore {
  const steadyNow = now ?? monotonicMs;
  const entries = new Map<string, Entry>();
  let cursor = entries.entries();
  let fullSweepMs = Number.NEGATIVE_INFINITY;

  function sweep(count: number, moment: Moment): void {
    for (let looked = 0; looked < count; looked++) {
      const next = cursor.next();
      if (next.done) {
        cursor = entries.entries();
        return;
      }
      const [key, { ends }] = next.value;
      if (isOver(ends, moment)) entries.delete(key);
    }
  }

  function makeRoom(moment: Moment): void {
    if (entries.size < maxEntries || moment.steady - fullSweepMs < FULL_SWEEP_MS) return;
    fullSweepMs = moment.steady;
    cursor = entries.entries();
    sweep(entries.size, moment);
  }

  return {
    async find(key) {
      const entry = entries.get(key);
      return entry && !isOver(entry.ends, { steady: steadyNow(), wall: wallNow() }) ? entry.value : null;
    },
    async consume(key, value, ttlMs) {
      const moment = { steady: steadyNow(), wall: wallNow() };
      sweep(SWEPT_PER_USE, moment);
      const before = entries.get(key);
      if (before && !isOver(before.ends, moment)) return before.value;
      makeRoom(moment);
      // Deleted first, because an expired entry of the same key takes no room.
      entries.delete(key);
      if (entries.size >= maxEntries) throw new RangeError('memoryReplay is full');
      entries.set(key, { value, ends: { steady: moment.steady + ttlMs, wall: moment.wall + ttlMs } });
      return null;
    },
  };
}
