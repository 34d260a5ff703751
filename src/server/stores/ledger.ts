import { BINDING_MAX_AGE_SECONDS } from '../../contract/protocol.ts';
import { createExpiring } from './expiring.ts';

/** What is known of a key is needed as long as a cookie may name it (§1.10). */
export const MEMORY_MS = BINDING_MAX_AGE_SECONDS * 1000;

/** A key that is denied, or will be. */
export interface Retired {
  /** The key is refused as `key_revoked` from this moment on, epoch seconds. */
  readonly from: number;
  /** The key that took its place by rotation. Until `from` both are honoured, for what is on its way. */
  readonly successor?: string;
}

/**
 * What a site remembers of device keys (RFC 7638 thumbprints) and of the sessions that use them. Every process that
 * verifies must see the same ledger. Each method is one atomic step: of two callers one comes first.
 */
export interface KeyLedger {
  /** Null when nothing is known against the key. */
  find(jkt: string): Promise<Retired | null>;
  /**
   * Writes `entry` for `ttlMs` where nothing is known against the key. Where something is, the earlier `from` stays, and
   * so does the successor that stands there, or the lack of one: a key has one successor. Answers what was there
   * before, null for nothing.
   */
  retire(jkt: string, entry: Retired, ttlMs: number): Promise<Retired | null>;
  /**
   * Remembers a session's first key for `ttlMs`, and for as long again when the same key comes again. Another key changes
   * nothing. Answers what was there before, null for nothing. `sid` is a hash, never the session id itself.
   */
  bind(sid: string, jkt: string, ttlMs: number): Promise<string | null>;
  /** The key that `bind` or `rebind` wrote, null for none. */
  boundTo(sid: string): Promise<string | null>;
  /** Replaces a session's key. */
  rebind(sid: string, jkt: string, ttlMs: number): Promise<void>;
  /** Keeps the higher of `ctr` and what is there; answers what was there, null for nothing. */
  advance(jkt: string, ctr: number, ttlMs: number): Promise<number | null>;
  /**
   * Counts one verdict of the key. Answers how many it had in the last `windowMs`, this one included. May forget in
   * steps of up to a tenth of the window.
   */
  count(jkt: string, windowMs: number): Promise<number>;
}

export interface MemoryLedgerOptions {
  /** Most entries of each kind held at once; the one written the longest ago goes first. @default 100_000 */
  readonly maxEntries?: number;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: () => number;
}

/** Steps in which a count forgets. */
const SLICES = 12;

/** In this process's memory: for one process, and for tests. Lost on restart. */
export function memoryLedger({ maxEntries = 100_000, now = Date.now }: MemoryLedgerOptions = {}): KeyLedger {
  // Kept apart, so that a farm of keys with counters or sessions cannot push out a denial.
  const denials = createExpiring<Retired>({ maxEntries, now });
  const sessions = createExpiring<string>({ maxEntries, now });
  const counters = createExpiring<number>({ maxEntries, now });
  const counts = createExpiring<ReadonlyMap<number, number>>({ maxEntries, now });
  return {
    async find(jkt) {
      return denials.get(jkt) ?? null;
    },
    async retire(jkt, entry, ttlMs) {
      const before = denials.get(jkt);
      if (!before) denials.set(jkt, entry, ttlMs);
      else denials.set(jkt, { ...before, from: Math.min(before.from, entry.from) }, ttlMs);
      return before ?? null;
    },
    async bind(sid, jkt, ttlMs) {
      const before = sessions.get(sid);
      if (before === undefined || before === jkt) sessions.set(sid, jkt, ttlMs);
      return before ?? null;
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
      const recent = [...(counts.get(jkt) ?? [])].filter(([at]) => at > slice - SLICES);
      const slices = new Map(recent).set(slice, (new Map(recent).get(slice) ?? 0) + 1);
      counts.set(jkt, slices, windowMs);
      return [...slices.values()].reduce((sum, n) => sum + n, 0);
    },
  };
}
