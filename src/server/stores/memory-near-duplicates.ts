import { checkKnown } from '../known-options.ts';
import { createExpiring } from './expiring.ts';
import { monotonicMs } from './monotonic.ts';
import { type NearDuplicateStore, PER_BAND } from './near-duplicates.ts';

export interface MemoryNearDuplicatesOptions {
  /**
   * Most buckets held at once; the one written the longest ago goes first. A verdict fills eight.
   *
   * @default 100_000
   */
  readonly maxBands?: number | undefined;
  /** Clock in milliseconds that never jumps. @default performance.now */
  readonly now?: (() => number) | undefined;
}

/** Sketches of recent evidence in this process's memory; lost on restart. */
export function memoryNearDuplicates(options: MemoryNearDuplicatesOptions = {}): NearDuplicateStore {
  checkKnown(options, { maxBands: true, now: true });
  const { maxBands = 100_000, now = monotonicMs } = options;
  const bands = createExpiring<readonly { readonly entry: string; readonly endsMs: number }[]>({
    maxEntries: maxBands,
    now,
  });
  return {
    async file(names, entry, ttlMs) {
      const found = new Set<string>();
      const endsMs = now() + ttlMs;
      for (const name of names) {
        const alive = (bands.get(name) ?? []).filter((filed) => filed.endsMs > now());
        for (const filed of alive) found.add(filed.entry);
        // An entry lies in a bucket once: repeated, it must not push out the others.
        const others = alive.filter((filed) => filed.entry !== entry);
        bands.set(name, [{ entry, endsMs }, ...others].slice(0, PER_BAND), ttlMs);
      }
      return [...found];
    },
    async erase(jkt) {
      for (const [name, filed] of bands.entries()) {
        const others = filed.filter(({ entry }) => !entry.startsWith(`${jkt}.`));
        const endsMs = Math.max(...others.map((other) => other.endsMs));
        if (others.length === 0) bands.delete(name);
        else if (others.length < filed.length) bands.set(name, others, endsMs - now());
      }
    },
  };
}
