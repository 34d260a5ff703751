package tellsign;

/** Where spent nonces and idempotency keys are kept. */
public interface ReplayStore {
    /**
     * One atomic step: keeps the value under the key for that long unless something is there. Redis: {@code
     * SET key value NX PX ttl GET}, with a short timeout. An exception says that it cannot tell.
     *
     * @return null when the key was free, otherwise what it held
     */
    String consume(String key, String value, long ttlMillis) throws Exception;

    /**
     * What the key holds, or null. Redis: {@code GET key}. Changes nothing. With it a retry is known after
     * its cart is gone.
     */
    default String find(String key) throws Exception {
        return null;
    }
}
