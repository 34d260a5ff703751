import { checkKnown } from '../known-options.ts';
import { createExpiring } from './expiring.ts';
import { type KeyLedger, type Retired, SLICES } from './ledger.ts';
import { monotonicMs } from './monotonic.ts';

export interface MemoryLedgerOptions {
  /** Most entries of each kind held at once; the one written the longest ago goes first. @default 100_000 */
  readonly maxEntries?: number | undefined;
  /** Clock in milliseconds that never jumps. @default performance.now */
  readonly now?: (() => number) | undefined;
}

/**
 * What is known of keys and sessions, in this process's memory: for one process, and for tests. Lost on
 * restart.
 */
export function memoryLedger(options: MemoryLedgerOptions = {}): KeyLedger {
  checkKnown(options, { maxEntries: true, now: true });
  const { maxEntries = 100_000, now = monotonicMs } = options;
  // Kept apart: neither keys that are rotated without end nor a farm of counters or sessions may push out a
  // denial.
  const revoked = createExpiring<Retired>({ maxEntries, now });
  const rotated = createExpiring<Retired>({ maxEntries, now });
  const sessions = createExpiring<string>({ maxEntries, now });
  const counters = createExpiring<number>({ maxEntries, now });
  const counts = createExpiring<ReadonlyMap<number, number>>({ maxEntries, now });
  const findNow = (jkt: string): Retired | null => revoked.get(jkt) ?? rotated.get(jkt) ?? null;
  return {
    async find(jkt) {
      return findNow(jkt);
    },
    async retire(jkt, entry, ttlMs) {
      const before = findNow(jkt);
      const merged = before ? { ...before, from: Math.min(before.from, entry.from) } : entry;
      const isRotation = entry.successor !== undefined && !revoked.get(jkt);
      (isRotation ? rotated : revoked).set(jkt, merged, ttlMs);
      return before;
    },
    async bind(sid, jkt, ttlMs) {
      const before = sessions.get(sid) ?? null;
      if (before === null || before === jkt) sessions.set(sid, jkt, ttlMs);
      return before;
    },
    async boundTo(sid) {
      return sessions.get(sid) ?? null;
    },
    async rebind(sid, jkt, ttlMs) {
      sessions.set(sid, jkt, ttlMs);
    },
    async advance(jkt, ctr, ttlMs) {
      const before = counters.get(jkt) ?? null;
      counters.set(jkt, Math.max(ctr, before ?? 0), ttlMs);
      return before;
    },
    async count(jkt, windowMs) {
      const slice = Math.floor((now() * SLICES) / windowMs);
      const recent = new Map([...(counts.get(jkt) ?? [])].filter(([at]) => at > slice - SLICES));
      recent.set(slice, (recent.get(slice) ?? 0) + 1);
      counts.set(jkt, recent, windowMs);
      return [...recent.values()].reduce((sum, count) => sum + count, 0);
    },
    async erase(jkt) {
      for (const own of [counters, counts]) own.delete(jkt);
      for (const [sid, bound] of sessions.entries()) if (bound === jkt) sessions.delete(sid);
    },
  };
}
