package tellsign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies tellsign verdicts: the envelope and the profile of the verdict protocol, strictly. The JDK alone.
 *
 * <p>The score is not computed again here, so a verdict is never {@code low}; see ../../README.md for what that means and how to get
 * there.
 */
public final class Verifier {
    static final int MAX_SKEW = 60;
    private static final int NONCE_HEAD = 22; // format, kid, iat, exp, randomness; the MAC of 16 bytes covers them
    private static final int SAME_SECONDS = 60; // how long a repeated request with the same idempotency key is recognised
    private static final Pattern REPLAY_VALUE = Pattern.compile("([\\w-]{22})\\.(\\d{1,15})\\.([\\w-]{22})?");

    /**
     * What is known of a model without its weights.
     *
     * @param exp epoch seconds, 0 for never
     * @param highQ claimed integer logit from which a verdict is {@code high}; null leaves the level {@code unknown}
     */
    public record Model(int schema, int features, long exp, Long highQ) {}

    /** @param kid names the key inside a nonce, 0..255 */
    public record NonceKey(int kid, byte[] secret) {}

    /**
     * @param nonceKeys newest first; keep the previous one for a nonce lifetime
     * @param minBuild empty for none
     * @param now epoch seconds
     */
    public record Settings(
            String audience,
            List<NonceKey> nonceKeys,
            Map<String, Model> models,
            ReplayStore replay,
            Predicate<String> isRevoked,
            String minBuild,
            int maxTokenChars,
            LongSupplier now) {}

    /**
     * What the backend is about to do, and for whom: nothing in it comes from beside the token.
     *
     * @param jkt thumbprint bound to this visitor, or null
     * @param txh what {@link #transactionHash} gives, or null
     * @param idempotencyKey of the HTTP request, or null
     */
    public record Request(
            String op, String sid, String jkt, String txh, boolean requireBinding, String idempotencyKey) {}

    /**
     * @param code {@code ok} or one of protocol §2.3
     * @param level never {@code low}: nothing was computed again
     * @param same this very request was answered less than a minute ago: serve the stored answer
     */
    public record Result(
            boolean ok, String code, String level, String jkt, List<String> flags, Map<?, ?> claims, boolean same) {}

    /** What {@code POST /tellsign/nonce} answers. */
    public record Grant(String nonce, long now, long exp, String aud) {}

    private record Token(byte[] header, byte[] payload, byte[] signed, byte[] signature) {}

    private record Key(PublicKey key, String jkt) {}

    private final Settings settings;

    public Verifier(Settings settings) {
        this.settings = settings;
    }

    /** Total over any token; a form field that is absent is null or empty. */
    public Result verify(Object token, Request request) {
        try {
            return check(token, request);
        } catch (Refused refused) {
            return new Result(false, refused.code, "unknown", null, List.of(), Map.of(), refused.same);
        }
    }

    private Result check(Object value, Request request) {
        long now = settings.now.getAsLong();
        Token token = open(value);
        Key key = readHeader(readObject(token.header));
        // Only now: another algorithm may have another form of signature.
        if (token.signature == null) throw new Refused("malformed");
        Map<?, ?> claims = readObject(token.payload);
        checkKey(key.jkt, request);
        long expires = checkNonce(claims, request, now);
        // Everything above is cheap; only what carries a nonce of ours reaches the curve.
        if (!Signature.isSignedBy(key.key, token.signed, token.signature)) throw new Refused("signature_invalid");
        Claims.check(claims, settings.audience, request.op, now);
        consume((String) claims.get("nonce"), token.payload, request, now, expires);
        if (request.txh != null && !request.txh.equals(claims.get("txh"))) throw new Refused("tx_mismatch");
        Model model = findModel(claims, now);
        int flags = Claims.readEvidence((String) claims.get("ev"), model);
        List<String> names = new ArrayList<>(List.of("not_rescored"));
        if ((flags & Claims.EPHEMERAL) != 0) names.add("ephemeral_key");
        if ((flags & Claims.REDUCED) != 0) names.add("reduced_consent");
        if (request.jkt == null) names.add("unbound");
        return new Result(true, "ok", level(model, (Long) claims.get("q"), flags), key.jkt, names, claims, false);
    }

    private Token open(Object value) {
        if (value == null || "".equals(value)) throw new Refused("missing");
        if (!(value instanceof String text) || text.length() > settings.maxTokenChars) throw new Refused("malformed");
        String[] segments = text.split("\\.", 4);
        if (segments.length != 3) throw new Refused("malformed");
        byte[][] decoded = Arrays.stream(segments).map(Canonical::decodeBase64url).toArray(byte[][]::new);
        if (decoded[0] == null || decoded[1] == null) throw new Refused("malformed");
        return new Token(decoded[0], decoded[1], bytes(segments[0] + "." + segments[1]), decoded[2]);
    }

    private static Map<?, ?> readObject(byte[] data) {
        Map<?, ?> object = Canonical.parseObject(data);
        if (object == null) throw new Refused("malformed");
        return object;
    }

    /** Exactly alg, jwk, typ. The algorithm is compared, never used to choose code; no key is ever fetched. */
    private static Key readHeader(Map<?, ?> header) {
        if (!"vrd+jwt".equals(header.get("typ"))) throw new Refused("wrong_type");
        if (!"ES256".equals(header.get("alg"))) throw new Refused("alg_not_allowed");
        if (!Set.of("alg", "jwk", "typ").containsAll(header.keySet())) throw new Refused("claim_unknown");
        boolean isKey = header.get("jwk") instanceof Map<?, ?> jwk && jwk.size() == 4
                && "P-256".equals(jwk.get("crv")) && "EC".equals(jwk.get("kty"));
        if (!isKey) throw new Refused("key_invalid");
        Map<?, ?> jwk = (Map<?, ?>) header.get("jwk");
        PublicKey key = Signature.readKey(readCoordinate(jwk.get("x")), readCoordinate(jwk.get("y")));
        if (key == null) throw new Refused("key_invalid");
        String text = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}".formatted(jwk.get("x"), jwk.get("y"));
        return new Key(key, Canonical.encodeBase64url(sha256(bytes(text))));
    }

    private static byte[] readCoordinate(Object value) {
        byte[] data = value instanceof String text && text.length() == 43 ? Canonical.decodeBase64url(text) : null;
        if (data == null) throw new Refused("key_invalid");
        return data;
    }

    private void checkKey(String jkt, Request request) {
        // The first is what cookie theft looks like: alert.
        if (request.jkt != null && !request.jkt.equals(jkt)) throw new Refused("key_mismatch");
        if (request.jkt == null && request.requireBinding) throw new Refused("unbound");
        boolean isRevoked;
        try {
            isRevoked = settings.isRevoked.test(jkt);
        } catch (RuntimeException outage) {
            throw new Refused("replay_store_unavailable");
        }
        if (isRevoked) throw new Refused("key_revoked");
    }

    /** A nonce for one operation of one session. */
    public Grant issueNonce(String op, String sid) {
        long now = settings.now.getAsLong();
        long exp = now + 300;
        NonceKey key = settings.nonceKeys.get(0);
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        byte[] head = ByteBuffer.allocate(NONCE_HEAD)
                .put((byte) 1).put((byte) key.kid).putInt((int) now).putInt((int) exp).put(random).array();
        byte[] nonce = ByteBuffer.allocate(NONCE_HEAD + 16).put(head).put(mac(key, head, op, sid, "1")).array();
        return new Grant(Canonical.encodeBase64url(nonce), now, exp, settings.audience);
    }

    private long checkNonce(Map<?, ?> claims, Request request, long now) {
        if (!claims.containsKey("nonce")) throw new Refused("claim_missing");
        byte[] data = claims.get("nonce") instanceof String text && text.length() == 51
                ? Canonical.decodeBase64url(text) : null;
        if (data == null || data[0] != 1) throw new Refused("nonce_invalid");
        byte[] head = Arrays.copyOf(data, NONCE_HEAD);
        byte[] mac = Arrays.copyOfRange(data, NONCE_HEAD, data.length);
        // The profile version is an optional part of the context; both are honoured, only the first is issued.
        boolean isOurs = settings.nonceKeys.stream()
                .filter(key -> key.kid == (data[1] & 255))
                .anyMatch(key -> MessageDigest.isEqual(mac, mac(key, head, request.op, request.sid, "1"))
                        || MessageDigest.isEqual(mac, mac(key, head, request.op, request.sid)));
        if (!isOurs) throw new Refused("nonce_invalid");
        long expires = Integer.toUnsignedLong(ByteBuffer.wrap(data).getInt(6));
        if (now > expires) throw new Refused("nonce_expired");
        return expires;
    }

    private byte[] mac(NonceKey key, byte[] head, String... context) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret, "HmacSHA256"));
            mac.update(netstring(bytes("vrd-nonce-v1"), head, bytes(settings.audience)));
            for (String part : context) mac.update(netstring(bytes(part)));
            return Arrays.copyOf(mac.doFinal(), 16);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    /** After the signature, so that nobody burns another's nonce; keyed on no byte of the signature, which is malleable. */
    private void consume(String nonce, byte[] payload, Request request, long now, long expires) {
        String id = request.idempotencyKey;
        String idDigest = id != null && !id.isEmpty() && id.length() <= 256 ? digest(bytes(id)) : "";
        String spent = digest(payload);
        String before;
        try {
            String key = "vrd:n:" + digest(bytes(settings.audience + nonce));
            String value = spent + "." + now + "." + idDigest;
            before = settings.replay.consume(key, value, (expires - now + 1 + 2 * MAX_SKEW) * 1000);
        } catch (Exception outage) {
            throw new Refused("replay_store_unavailable");
        }
        if (before == null) return;
        Matcher match = REPLAY_VALUE.matcher(before);
        if (!match.matches()) throw new Refused("replay_store_unavailable");
        if (!match.group(1).equals(spent)) throw new Refused("nonce_reused");
        boolean isSame = !idDigest.isEmpty() && idDigest.equals(match.group(3))
                && now - Long.parseLong(match.group(2)) <= SAME_SECONDS;
        throw new Refused("replayed", isSame);
    }

    private Model findModel(Map<?, ?> claims, long now) {
        String build = (String) claims.get("bld");
        if (!settings.minBuild.isEmpty() && Claims.isOlder(build, settings.minBuild)) throw new Refused("build_too_old");
        Model model = settings.models.get(claims.get("mdl"));
        if (model == null) throw new Refused("model_unknown");
        if (model.exp != 0 && now > model.exp) throw new Refused("model_expired");
        return model;
    }

    /** A claim may warn, it cannot reassure; reduced consent is neither trusted nor suspicious. */
    private static String level(Model model, long q, int flags) {
        if (model.highQ == null) return "unknown";
        if (q >= model.highQ) return "high";
        return (flags & Claims.REDUCED) != 0 ? "unknown" : "medium";
    }

    /** §1.6: of what is about to be executed; amounts in minor units. */
    public static String transactionHash(Map<String, String> transaction) {
        List<byte[]> parts = new ArrayList<>(List.of(bytes("vrd-tx-v1")));
        transaction.entrySet().stream()
                .sorted((a, b) -> Arrays.compareUnsigned(bytes(a.getKey()), bytes(b.getKey())))
                .forEach(entry -> parts.addAll(List.of(bytes(entry.getKey()), bytes(entry.getValue()))));
        return Canonical.encodeBase64url(sha256(netstring(parts.toArray(byte[][]::new))));
    }

    private static byte[] netstring(byte[]... parts) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            text.writeBytes(bytes(part.length + ":"));
            text.writeBytes(part);
        }
        return text.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(byte[] data) {
        return Canonical.encodeBase64url(Arrays.copyOf(sha256(data), 16));
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
