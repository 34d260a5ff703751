package tellsign;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** For one process only: a second one would accept every token once more. */
public final class MemoryReplay implements ReplayStore {
    private record Entry(String value, long expiresMillis) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final int maxEntries;
    private final LongSupplier nowMillis;
    private long sweepAtMillis;

    /** Up to a million nonces, by a clock that never jumps. */
    public MemoryReplay() {
        this(1_000_000, () -> System.nanoTime() / 1_000_000);
    }

    /** @param nowMillis a clock that never jumps */
    public MemoryReplay(int maxEntries, LongSupplier nowMillis) {
        this.maxEntries = maxEntries;
        this.nowMillis = nowMillis;
        // System.nanoTime may start anywhere.
        sweepAtMillis = nowMillis.getAsLong();
    }

    @Override
    public synchronized String consume(String key, String value, long ttlMillis) {
        long now = nowMillis.getAsLong();
        if (now >= sweepAtMillis || entries.size() >= maxEntries) {
            entries.values().removeIf(entry -> entry.expiresMillis <= now);
            sweepAtMillis = now + ttlMillis;
        }
        Entry entry = entries.get(key);
        if (entry != null && entry.expiresMillis > now) return entry.value;
        // Full of live nonces: to forget one would be to accept it twice.
        if (entries.size() >= maxEntries) throw new IllegalStateException("the replay store is full");
        entries.put(key, new Entry(value, now + ttlMillis));
        return null;
    }

    @Override
    public synchronized String find(String key) {
        Entry entry = entries.get(key);
        return entry != null && entry.expiresMillis > nowMillis.getAsLong() ? entry.value : null;
    }
}
