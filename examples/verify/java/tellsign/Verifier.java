package tellsign;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Verifies tellsign verdicts: the envelope and the profile of the verdict protocol, strictly. The JDK alone.
 *
 * <p>The score is not computed again here, so a verdict is never {@code low}. The README beside these folders
 * says what that means, and how to get there.
 */
public final class Verifier {
    static final int MAX_SKEW = 60;
    /** How slow another verifier's clock may be, seconds. */
    static final int MAX_CLOCK_ERROR = 900;

    /**
     * What is known of a model without its weights.
     *
     * @param exp epoch seconds, 0 for never
     * @param highQ claimed integer logit from which a verdict is {@code high}; null: it is never known
     */
    public record Model(int schema, int features, long exp, Long highQ) {}

    /**
     * @param kid names the key inside a nonce, 0..255
     * @param secret at least 32 random bytes
     */
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
     * @param action what the visitor asks for; the claim is called {@code op}
     * @param jkt thumbprint of the key bound to this visitor, or null
     * @param sessionJkt thumbprint of the first key that this session was bound to, or null
     * @param txh what {@link #transactionHash} gives, or null
     * @param idempotencyKey of the HTTP request, the same when it is retried, or null
     */
    public record Request(
            String action,
            String sid,
            String jkt,
            String sessionJkt,
            String txh,
            boolean requireBinding,
            String idempotencyKey) {}

    /**
     * @param code {@code ok} or one of protocol §2.3
     * @param level never {@code low}: nothing was computed again
     * @param same this request was accepted before, less than a day ago: serve the stored answer, execute
     *      nothing
     */
    public record Result(
            boolean ok, String code, String level, String jkt, List<String> flags, Map<?, ?> claims, boolean same) {}

    /** What {@code POST /tellsign/nonce} answers. */
    public record NonceResponse(String nonce, long now, long exp, String aud) {}

    private record Token(byte[] header, byte[] payload, byte[] signed, byte[] signature) {}

    private record Key(PublicKey key, String jkt) {}

    private final Settings settings;
    private final Nonces nonces;

    /** @throws IllegalArgumentException for a nonce key that is none */
    public Verifier(Settings settings) {
        this.settings = settings;
        nonces = new Nonces(settings.audience, settings.nonceKeys);
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
        String sid = request.sid == null ? "" : request.sid;
        long expires = nonces.check(claims, request.action, sid, now);
        // Everything above is cheap; only what carries a nonce of ours reaches the curve.
        if (!Signature.isSignedBy(key.key, token.signed, token.signature)) throw new Refused("signature_invalid");
        Claims.check(claims, settings.audience, request.action, now);
        boolean isKnown = checkKey(key.jkt, request);
        Repetitions uses = new Repetitions(settings, request, sid, now);
        // A verifier of the same store whose clock is slow honours the nonce for longer, and must find it
        // used. And a second, because now was rounded down.
        long ttlMs = (expires - now + 1 + MAX_CLOCK_ERROR) * 1000;
        uses.consumeNonce((String) claims.get("nonce"), token.payload, ttlMs);
        uses.checkRepeated(claims.get("txh"));
        if (request.txh != null && !request.txh.equals(claims.get("txh"))) throw new Refused("tx_mismatch");
        Model model = findModel(claims, now);
        int flags = Claims.readEvidence((String) claims.get("ev"), model);
        uses.claimIdempotencyKey(request.txh);
        List<String> names = new ArrayList<>(List.of("not_rescored"));
        if ((flags & Claims.EPHEMERAL) != 0) names.add("ephemeral_key");
        if ((flags & Claims.REDUCED) != 0) names.add("reduced_consent");
        if (orNull(request.jkt) == null) names.add("unbound");
        if (!isKnown) names.add("binding_absent");
        return new Result(true, "ok", level(model, (Long) claims.get("q"), flags), key.jkt, names, claims, false);
    }

    private Token open(Object value) {
        if (value == null || "".equals(value)) throw new Refused("missing");
        if (!(value instanceof String text) || text.length() > settings.maxTokenChars) throw new Refused("malformed");
        String[] segments = text.split("\\.", 4);
        if (segments.length != 3) throw new Refused("malformed");
        byte[][] decoded = Arrays.stream(segments).map(Canonical::decodeBase64url).toArray(byte[][]::new);
        if (decoded[0] == null || decoded[1] == null) throw new Refused("malformed");
        return new Token(decoded[0], decoded[1], Hash.bytes(segments[0] + "." + segments[1]), decoded[2]);
    }

    private static Map<?, ?> readObject(byte[] data) {
        Map<?, ?> object = Canonical.parseObject(data);
        if (object == null) throw new Refused("malformed");
        return object;
    }

    /**
     * Exactly alg, jwk, typ. The algorithm is compared, never used to choose code. No key is ever fetched.
     */
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
        String form = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}";
        String text = form.formatted(jwk.get("x"), jwk.get("y"));
        return new Key(key, Canonical.encodeBase64url(Hash.sha256(Hash.bytes(text))));
    }

    private static byte[] readCoordinate(Object value) {
        byte[] data = value instanceof String text && text.length() == 43 ? Canonical.decodeBase64url(text) : null;
        if (data == null) throw new Refused("key_invalid");
        return data;
    }

    /** After the claims and before the nonce is consumed. False: the session was known by another key. */
    private boolean checkKey(String jkt, Request request) {
        String bound = orNull(request.jkt);
        String first = orNull(request.sessionJkt);
        // What cookie theft looks like: alert.
        if (bound != null && !bound.equals(jkt)) throw new Refused("key_mismatch");
        boolean isKnown = first == null || first.equals(bound);
        if (request.requireBinding && (bound == null || !isKnown)) throw new Refused("unbound");
        boolean isRevoked;
        try {
            isRevoked = settings.isRevoked.test(jkt);
        } catch (RuntimeException outage) {
            throw new Refused("replay_store_unavailable");
        }
        if (isRevoked) throw new Refused("key_revoked");
        return isKnown;
    }

    private static String orNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** A nonce for one action of one session. */
    public NonceResponse issueNonce(String action, String sid) {
        return nonces.issue(action, sid, settings.now.getAsLong());
    }

    private Model findModel(Map<?, ?> claims, long now) {
        String build = (String) claims.get("bld");
        boolean isOld = !settings.minBuild.isEmpty() && Claims.isOlder(build, settings.minBuild);
        if (isOld) throw new Refused("build_too_old");
        Model model = settings.models.get(claims.get("mdl"));
        if (model == null) throw new Refused("model_unknown");
        if (model.exp != 0 && now > model.exp) throw new Refused("model_expired");
        return model;
    }

    /** A claim may warn, it cannot reassure. Reduced consent is neither trusted nor suspicious. */
    private static String level(Model model, long q, int flags) {
        if (model.highQ == null) return "unknown";
        if (q >= model.highQ) return "high";
        return (flags & Claims.REDUCED) != 0 ? "unknown" : "medium";
    }

    /**
     * §1.6: of what is about to be executed; amounts in minor units.
     *
     * @throws IllegalArgumentException for a lone surrogate, which has no bytes of its own
     */
    public static String transactionHash(Map<String, String> transaction) {
        return Hash.ofTransaction(transaction);
    }
}
