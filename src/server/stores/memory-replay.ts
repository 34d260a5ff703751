import { NONCE_TTL_SECONDS } from '../../contract/protocol.ts';
import type { ReplayStore } from './replay.ts';
import { checkSingleProcess } from './single-process.ts';

export interface MemoryReplayOptions {
  /** Must be true: says that this process is the only one that verifies. A second one would accept every token once more. */
  readonly allowSingleProcess: boolean;
  /** Most nonces held at once, some 200 bytes each. @default 1_000_000 */
  readonly maxEntries?: number;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: () => number;
}

/** Idempotency keys live for a day; nonces, of which there are most, for some minutes. */
const SWEEP_MS = NONCE_TTL_SECONDS * 1000;

/**
 * Spent nonces in this process's memory: bounded, expiring, gone on restart (their nonces are not, for one lifetime). When it is full of
 * live nonces it fails, and the verifier fails closed: to forget one would be to accept it twice.
 *
 * @throws TypeError unless `allowSingleProcess` is true, and in a Node cluster worker whatever it is
 */
export function memoryReplay(options: MemoryReplayOptions): ReplayStore {
  const { allowSingleProcess, maxEntries = 1_000_000, now = Date.now } = options ?? {};
  checkSingleProcess('memoryReplay', allowSingleProcess);
  if (!Number.isInteger(maxEntries) || maxEntries < 1)
    throw new TypeError('memoryReplay: maxEntries must be a positive integer');
  return createReplayMemory({ maxEntries, now });
}

/** What `memoryReplay` keeps, for any process. */
export function createReplayMemory({
  maxEntries,
  now = Date.now,
}: Pick<MemoryReplayOptions, 'now'> & { readonly maxEntries: number }): ReplayStore {
  const entries = new Map<string, { readonly value: string; readonly expiresMs: number }>();

  function forgetExpired(nowMs: number): void {
    for (const [key, entry] of entries) if (entry.expiresMs <= nowMs) entries.delete(key);
  }
  let sweepAtMs = Number.NEGATIVE_INFINITY;
  return {
    async consume(key, value, ttlMs) {
      const nowMs = now();
      // A sweep costs as much as there are entries, so it is made once a nonce's lifetime, or when there is no room.
      if (nowMs >= sweepAtMs || entries.size >= maxEntries) {
        forgetExpired(nowMs);
        sweepAtMs = nowMs + Math.min(ttlMs, SWEEP_MS);
      }
      const entry = entries.get(key);
      if (entry && entry.expiresMs > nowMs) return entry.value;
      if (entries.size >= maxEntries) throw new RangeError('memoryReplay is full');
      entries.set(key, { value, expiresMs: nowMs + ttlMs });
      return null;
    },
  };
}
