import { createExpiring } from './expiring.ts';

/** Where sketches of recent evidence are kept, by the buckets they fall into. May forget early and may be eventually consistent. */
export interface NearDuplicateStore {
  /** Files `entry` under every one of `bands` for `ttlMs`; answers what lay under any of them before, some dozens each at the most. */
  file(bands: readonly string[], entry: string, ttlMs: number): Promise<readonly string[]>;
}

export interface MemoryNearDuplicatesOptions {
  /** Most buckets held at once; the one that was used the longest ago goes first. A verdict fills eight. @default 100_000 */
  readonly maxBands?: number;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: () => number;
}

/** Newest entries of a bucket that are kept: a flood of copies needs one of them to be seen. */
const PER_BAND = 32;

/** In this process's memory; lost on restart. */
export function memoryNearDuplicates({
  maxBands = 100_000,
  now = Date.now,
}: MemoryNearDuplicatesOptions = {}): NearDuplicateStore {
  const bands = createExpiring<readonly { readonly entry: string; readonly endsMs: number }[]>({
    maxEntries: maxBands,
    now,
  });
  return {
    async file(names, entry, ttlMs) {
      const found = new Set<string>();
      for (const name of names) {
        const alive = (bands.get(name) ?? []).filter(({ endsMs }) => endsMs > now());
        for (const { entry: before } of alive) found.add(before);
        bands.set(name, [{ entry, endsMs: now() + ttlMs }, ...alive].slice(0, PER_BAND), ttlMs);
      }
      return [...found];
    },
  };
}
