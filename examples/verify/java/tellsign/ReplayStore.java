package tellsign;

/** Where spent nonces are kept. */
public interface ReplayStore {
    /**
     * One atomic step: keeps the value under the key for that long unless something is there. Redis: {@code SET key value NX PX ttl
     * GET}, with a short timeout. An exception says that it cannot tell.
     *
     * @return null when the key was free, otherwise what it held
     */
    String consume(String key, String value, long ttlMillis) throws Exception;
}
