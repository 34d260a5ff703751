package tellsign;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a verdict may be used for once: its nonce, and the request that it came with. Keys and values are
 * those that tellsign/server writes, so that both may share a store.
 */
final class Repetitions {
    /** A request is known by its idempotency key for 24 hours. */
    private static final long IDEMPOTENCY_MILLIS = 24 * 3_600_000L;
    /** Longest idempotency key that counts. Chosen: HTTP clients send UUIDs, 36 characters. */
    private static final int MAX_IDEMPOTENCY_CHARS = 256;
    /** A hash of the content, the time of use, a hash of the idempotency key or nothing. */
    private static final Pattern VALUE = Pattern.compile("([\\w-]{22})\\.(\\d{1,15})\\.([\\w-]{22})?");

    private final ReplayStore store;
    private final String audience;
    private final long now;
    /** A hash of the idempotency key, empty where there is none that counts. */
    private final String id;

    Repetitions(Verifier.Settings settings, Verifier.Request request, String sid, long now) {
        String key = request.idempotencyKey();
        boolean counts = key != null && !key.isEmpty() && key.length() <= MAX_IDEMPOTENCY_CHARS
                && Hash.isWellFormed(key);
        store = settings.replay();
        audience = settings.audience();
        this.now = now;
        id = !counts ? "" : Hash.digest(Hash.netstring(Hash.bytes("idempotency"), Hash.bytes(audience),
                Hash.bytes(request.action()), Hash.bytes(sid), Hash.bytes(key)));
    }

    /**
     * After the signature, so that nobody burns another's nonce. No byte of the signature is part of the key
     * or of the value, because signatures are malleable. The same message with the same idempotency key
     * passes again: {@link #claimIdempotencyKey} decides whether it was accepted before.
     */
    void consumeNonce(String nonce, byte[] payload, long ttlMillis) {
        String content = Hash.digest(payload);
        Matcher before = consume("vrd:n:" + Hash.digest(Hash.bytes(audience + nonce)), content, ttlMillis);
        if (before == null) return;
        if (!before.group(1).equals(content)) throw new Refused("nonce_reused");
        if (id.isEmpty() || !id.equals(before.group(3))) throw new Refused("replayed");
    }

    /**
     * Refuses a request that was accepted before. Asked before the transaction is compared with what is about
     * to be executed: the first attempt may have emptied the cart.
     */
    void checkRepeated(Object signedTxh) {
        if (id.isEmpty()) return;
        Matcher before;
        try {
            String value = store.find(requestKey());
            if (value == null) return;
            before = VALUE.matcher(value);
        } catch (Exception outage) {
            return; // Decided upon when the key is claimed.
        }
        if (before.matches()) throw new Refused("replayed", before.group(1).equals(contentOf(signedTxh)));
    }

    /**
     * Records that this request is being executed. The last step, so that a refused attempt may be repeated.
     * The same key for another transaction is no repetition, and is refused without {@code same}.
     */
    void claimIdempotencyKey(String txh) {
        if (id.isEmpty()) return;
        String content = contentOf(txh);
        Matcher before = consume(requestKey(), content, IDEMPOTENCY_MILLIS);
        if (before != null) throw new Refused("replayed", before.group(1).equals(content));
    }

    private static String contentOf(Object txh) {
        return Hash.digest(Hash.bytes(txh == null ? "" : (String) txh));
    }

    private String requestKey() {
        return "vrd:i:" + id;
    }

    /** What the key held, null where it was free. */
    private Matcher consume(String key, String content, long ttlMillis) {
        String before;
        try {
            before = store.consume(key, content + "." + now + "." + id, ttlMillis);
        } catch (Exception outage) {
            throw new Refused("replay_store_unavailable");
        }
        if (before == null) return null;
        Matcher match = VALUE.matcher(before);
        if (!match.matches()) throw new Refused("replay_store_unavailable");
        return match;
    }
}
