/** A map whose entries end, and which forgets the one that was set the longest ago rather than grow past its bound. */
export interface Expiring<V> {
  get(key: string): V | undefined;
  set(key: string, value: V, ttlMs: number): void;
}

export interface ExpiringOptions {
  readonly maxEntries: number;
  /** Clock in milliseconds. */
  readonly now: () => number;
}

export function createExpiring<V>({ maxEntries, now }: ExpiringOptions): Expiring<V> {
  const entries = new Map<string, { readonly value: V; readonly endsMs: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      return entry && entry.endsMs > now() ? entry.value : undefined;
    },
    set(key, value, ttlMs) {
      // Deleted first, so that the map's order is that of the last writing.
      entries.delete(key);
      entries.set(key, { value, endsMs: now() + ttlMs });
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries) break;
        entries.delete(oldest);
      }
    },
  };
}
