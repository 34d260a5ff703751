import { BINDING_MAX_AGE_SECONDS } from '../../contract/protocol.ts';
import { createExpiring } from './expiring.ts';

/** What is known of a key is needed as long as a cookie may name it (§1.10). */
export const MEMORY_MS = BINDING_MAX_AGE_SECONDS * 1000;

/** A key that is denied, or will be. */
export interface Retired {
  /** From when on it is refused as `key_revoked`, epoch seconds. */
  readonly from: number;
  /** The key that took its place by rotation: until `from` both are honoured, for what is on its way. */
  readonly successor?: string;
}

/**
 * What a site remembers of device keys (RFC 7638 thumbprints): who is denied, and the last counter. Optional: without it keys are bound
 * and rotated all the same, but nothing can be revoked one by one. Every process that verifies must see the same ledger.
 */
export interface KeyLedger {
  /** Null when nothing is known against the key. */
  find(jkt: string): Promise<Retired | null>;
  /** Remembers for `ttlMs`. Of two entries the one that denies earlier wins. */
  retire(jkt: string, entry: Retired, ttlMs: number): Promise<void>;
  /** Atomically keeps the higher of `ctr` and what is there; answers what was there, null for nothing. */
  advance(jkt: string, ctr: number, ttlMs: number): Promise<number | null>;
}

export interface MemoryLedgerOptions {
  /** Most denials, and most counters, held at once; the oldest goes first. @default 100_000 */
  readonly maxEntries?: number;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: () => number;
}

/** In this process's memory: for one process, and for tests. Lost on restart. */
export function memoryLedger({ maxEntries = 100_000, now = Date.now }: MemoryLedgerOptions = {}): KeyLedger {
  // Apart, so that a farm of keys with counters cannot push out a denial.
  const denials = createExpiring<Retired>({ maxEntries, now });
  const counters = createExpiring<number>({ maxEntries, now });
  return {
    async find(jkt) {
      return denials.get(jkt) ?? null;
    },
    async retire(jkt, entry, ttlMs) {
      const before = denials.get(jkt);
      if (!before || entry.from < before.from) denials.set(jkt, entry, ttlMs);
    },
    async advance(jkt, ctr, ttlMs) {
      const before = counters.get(jkt) ?? null;
      counters.set(jkt, Math.max(ctr, before ?? 0), ttlMs);
      return before;
    },
  };
}
