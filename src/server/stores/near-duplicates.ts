/**
 * Where sketches of recent evidence are kept, by the buckets they fall into. It may forget early and may be
 * eventually consistent: what it forgets is a copy that goes unseen.
 */
export interface NearDuplicateStore {
  /**
   * Files `entry` under every one of `bands` for `ttlMs`. Answers what lay under any of them before, at most
   * the newest `PER_BAND` of each.
   */
  file(bands: readonly string[], entry: string, ttlMs: number): Promise<readonly string[]>;
  /** Forgets the entries of a key, which begin with its thumbprint and a dot. */
  erase?(jkt: string): Promise<void>;
}

/**
 * Newest entries of a bucket that are kept. Chosen: of a flood of copies one has to be seen, and 32 lie in
 * one read.
 */
export const PER_BAND = 32;
