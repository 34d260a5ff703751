import { BINDING_MAX_AGE_SECONDS } from '../../contract/protocol.ts';

/** What is known of a key is kept as long as a cookie may name it (§1.10). */
export const MEMORY_MS = BINDING_MAX_AGE_SECONDS * 1000;
/**
 * The successor of a rotated key is kept for longer, so that revoking the key still reaches it. Chosen: half
 * a year, because card payments are disputed for up to 120 days; §6 allows 13 months.
 */
export const LINEAGE_MS = 180 * 86_400_000;
/**
 * Slices of a count's window. Chosen: a window of an hour moves by five minutes, and a key has twelve
 * numbers.
 */
export const SLICES = 12;

/** A key that is denied, or will be. */
export interface Retired {
  /** The key is refused as `key_revoked` from this moment on, epoch seconds. */
  readonly from: number;
  /** The key that replaced it by rotation. Until `from` both are honoured, for messages on their way. */
  readonly successor?: string;
}

/**
 * What a site remembers of device keys (RFC 7638 thumbprints) and of the sessions that use them. Every
 * process that verifies must see the same ledger. Each method is one atomic step: of two callers one comes
 * first.
 */
export interface KeyLedger {
  /** Null when nothing is known against the key. */
  find(jkt: string): Promise<Retired | null>;
  /**
   * Writes `entry` for `ttlMs` where nothing is known against the key. Where something is, the earlier `from`
   * stays, and so does the successor that stands there, or the lack of one: a key has one successor. Answers
   * what was there before, null for nothing.
   */
  retire(jkt: string, entry: Retired, ttlMs: number): Promise<Retired | null>;
  /**
   * Remembers a session's first key for `ttlMs`, and for as long again when the same key comes again. Another
   * key changes nothing. Answers what was there before, null for nothing. `sid` is a hash, never the session
   * id itself.
   */
  bind(sid: string, jkt: string, ttlMs: number): Promise<string | null>;
  /** The key that `bind` or `rebind` wrote, null for none. */
  boundTo(sid: string): Promise<string | null>;
  /** Replaces a session's key. */
  rebind(sid: string, jkt: string, ttlMs: number): Promise<void>;
  /** Keeps the higher of `ctr` and what is there; answers what was there, null for nothing. */
  advance(jkt: string, ctr: number, ttlMs: number): Promise<number | null>;
  /**
   * Counts one verdict of the key. Answers how many it had in the last `windowMs`, this one included. May
   * forget in steps of up to a tenth of the window.
   */
  count(jkt: string, windowMs: number): Promise<number>;
  /**
   * Forgets the counter, the counts and the sessions of a key, as far as the store can find them. That a key
   * is denied, and what it was rotated into, stays: whoever stole it could ask for the same.
   */
  erase?(jkt: string): Promise<void>;
}
