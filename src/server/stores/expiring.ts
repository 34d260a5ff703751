/** A map whose entries expire. When it is full, it drops the entry that was written the longest ago. */
export interface Expiring<V> {
  get(key: string): V | undefined;
  set(key: string, value: V, ttlMs: number): void;
  delete(key: string): void;
  entries(): Iterable<readonly [key: string, value: V]>;
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
    delete: (key) => void entries.delete(key),
    entries: () => [...entries].map(([key, { value }]) => [key, value] as const),
    set(key, value, ttlMs) {
      // A map keeps the order of insertion: deleting first makes it the order of the last writing.
      entries.delete(key);
      entries.set(key, { value, endsMs: now() + ttlMs });
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries) break;
        entries.delete(oldest);
      }
    },
  };
}
