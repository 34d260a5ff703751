package tellsign;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The stateless nonce of §1.4: {@code 0x01 ‖ kid ‖ iat u32 ‖ exp u32 ‖ random(12) ‖ MAC(16)}. */
final class Nonces {
    /** Format, kid, iat, exp and randomness; the MAC covers them. */
    private static final int HEAD_BYTES = 22;
    private static final int MIN_SECRET_BYTES = 32;
    private static final int TTL_SECONDS = 300;

    private final String audience;
    private final List<Verifier.NonceKey> keys;

    Nonces(String audience, List<Verifier.NonceKey> keys) {
        if (keys.isEmpty()) throw new IllegalArgumentException("nonceKeys must hold at least one key");
        Set<Integer> kids = new HashSet<>();
        for (Verifier.NonceKey key : keys) check(key, kids);
        this.audience = audience;
        this.keys = List.copyOf(keys);
    }

    private static void check(Verifier.NonceKey key, Set<Integer> kids) {
        if (key.kid() < 0 || key.kid() > 255 || !kids.add(key.kid())) {
            throw new IllegalArgumentException("nonceKeys: kid must be 0..255, each once");
        }
        byte[] secret = key.secret();
        // Bytes that are all alike are what a forgotten random source gives.
        boolean isAlike = true;
        for (byte one : secret) isAlike &= one == secret[0];
        if (secret.length < MIN_SECRET_BYTES || isAlike) {
            throw new IllegalArgumentException("nonceKeys: a secret must be at least 32 random bytes");
        }
    }

    Verifier.NonceResponse issue(String action, String sid, long now) {
        if (sid == null || sid.isEmpty()) {
            throw new IllegalArgumentException("sid is empty: all visitors without a session would share it");
        }
        long exp = now + TTL_SECONDS;
        Verifier.NonceKey key = keys.get(0);
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put((byte) 1).put((byte) key.kid()).putInt((int) now).putInt((int) exp).put(random).array();
        byte[] mac = mac(key, head, action, sid, "1");
        byte[] nonce = ByteBuffer.allocate(HEAD_BYTES + mac.length).put(head).put(mac).array();
        return new Verifier.NonceResponse(Canonical.encodeBase64url(nonce), now, exp, audience);
    }

    /** When a nonce of ours expires, epoch seconds. */
    long check(Map<?, ?> claims, String action, String sid, long now) {
        if (!claims.containsKey("nonce")) throw new Refused("claim_missing");
        byte[] data = claims.get("nonce") instanceof String text && text.length() == 51
                ? Canonical.decodeBase64url(text) : null;
        if (data == null || data[0] != 1 || !isOurs(data, action, sid)) throw new Refused("nonce_invalid");
        long issued = Integer.toUnsignedLong(ByteBuffer.wrap(data).getInt(2));
        long expires = Integer.toUnsignedLong(ByteBuffer.wrap(data).getInt(6));
        // Servers' clocks differ by up to the skew; a nonce issued further in the future is none.
        if (issued > now + Verifier.MAX_SKEW) throw new Refused("nonce_invalid");
        if (now > expires) throw new Refused("nonce_expired");
        return expires;
    }

    private boolean isOurs(byte[] data, String action, String sid) {
        byte[] head = Arrays.copyOf(data, HEAD_BYTES);
        byte[] mac = Arrays.copyOfRange(data, HEAD_BYTES, data.length);
        // The profile version is an optional part of the context. Both are honoured, only the first is
        // issued.
        return keys.stream()
                .filter(key -> key.kid() == (data[1] & 255))
                .anyMatch(key -> MessageDigest.isEqual(mac, mac(key, head, action, sid, "1"))
                        || MessageDigest.isEqual(mac, mac(key, head, action, sid)));
    }

    private byte[] mac(Verifier.NonceKey key, byte[] head, String... context) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
            mac.update(Hash.netstring(Hash.bytes("vrd-nonce-v1"), head, Hash.bytes(audience)));
            for (String part : context) mac.update(Hash.netstring(Hash.bytes(part)));
            return Arrays.copyOf(mac.doFinal(), 16);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
