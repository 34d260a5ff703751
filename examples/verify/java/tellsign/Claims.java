package tellsign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Form of the claims and of the evidence. */
final class Claims {
    private static final Set<String> OPTIONAL = Set.of("ctr", "txh", "x");
    private static final Map<String, Predicate<Object>> FORMS = new LinkedHashMap<>();

    static {
        FORMS.put("aud", value -> value instanceof String);
        FORMS.put("bld", text("[\\w.+-]{8,16}"));
        FORMS.put("ctr", integer(0, 4294967295L));
        // What it holds is judged after the nonce is spent: evidence that cannot be read costs an attempt,
        // too.
        FORMS.put("ev", value -> value instanceof String string && string.length() <= 1366);
        FORMS.put("exp", integer(0, Long.MAX_VALUE));
        FORMS.put("iat", integer(0, Long.MAX_VALUE));
        FORMS.put("jti", text("[\\w-]{22}"));
        FORMS.put("mdl", text("[\\w-]{1,22}"));
        FORMS.put("nonce", value -> value instanceof String);
        FORMS.put("op", text("[a-z0-9_.-]{1,32}"));
        FORMS.put("q", Claims::isInt32);
        FORMS.put("rc", value -> value instanceof List<?> list
                && list.size() <= 16 && list.size() % 2 == 0 && list.stream().allMatch(Claims::isInt32));
        FORMS.put("txh", text("[\\w-]{43}"));
        FORMS.put("v", integer(1, 1));
        FORMS.put("x", value -> value instanceof Map && Canonical.length(value) <= 512);
    }

    private Claims() {}

    private static Predicate<Object> text(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return value -> value instanceof String string && compiled.matcher(string).matches();
    }

    private static Predicate<Object> integer(long low, long high) {
        return value -> value instanceof Long number && number >= low && number <= high;
    }

    private static boolean isInt32(Object value) {
        return integer(Integer.MIN_VALUE, Integer.MAX_VALUE).test(value);
    }

    /** With several faults the first of this order counts. */
    static void check(Map<?, ?> claims, String audience, String action, long now) {
        boolean isOtherVersion = claims.containsKey("v") && !FORMS.get("v").test(claims.get("v"));
        if (isOtherVersion) throw new Refused("version_unsupported");
        if (!FORMS.keySet().containsAll(claims.keySet())) throw new Refused("claim_unknown");
        if (!FORMS.keySet().stream().allMatch(name -> OPTIONAL.contains(name) || claims.containsKey(name))) {
            throw new Refused("claim_missing");
        }
        if (!claims.entrySet().stream().allMatch(claim -> FORMS.get(claim.getKey()).test(claim.getValue()))) {
            throw new Refused("claim_invalid");
        }
        long iat = (Long) claims.get("iat");
        long exp = (Long) claims.get("exp");
        if (exp <= iat || exp - iat > 300) throw new Refused("claim_invalid");
        if (now > exp + Verifier.MAX_SKEW) throw new Refused("expired");
        if (iat > now + Verifier.MAX_SKEW) throw new Refused("iat_in_future");
        if (!audience.equals(claims.get("aud"))) throw new Refused("aud_mismatch");
        if (!action.equals(claims.get("op"))) throw new Refused("op_mismatch");
    }

    /** The numbers of two build ids are compared from left to right; names are labels. */
    static boolean isOlder(String build, String oldest) {
        Matcher ours = Pattern.compile("[0-9]+").matcher(build);
        Matcher theirs = Pattern.compile("[0-9]+").matcher(oldest);
        while (theirs.find()) {
            if (!ours.find()) return true;
            int order = Long.compare(Long.parseLong(ours.group()), Long.parseLong(theirs.group()));
            if (order != 0) return order < 0;
        }
        return false;
    }

    static final int EPHEMERAL = 1;
    static final int KEYED_VIEW = 2;
    static final int CHECKPOINT = 4;
    static final int REDUCED = 8;

    /** Form of the evidence, §1.5; its flags. */
    static int readEvidence(String text, Verifier.Model model) {
        byte[] data = Canonical.decodeBase64url(text);
        if (data == null || data.length < 4 || data.length > 1024) throw new Refused("evidence_invalid");
        int n = data[3] & 255;
        int start = 4 + (n + 7) / 8;
        int flags = data[2];
        boolean isSound = data[0] == 1 && n > 0 && data.length >= start + n && (flags & ~15) == 0
                && (data[1] & 255) == model.schema() && n == model.features();
        for (int i = 0; isSound && i < (start - 4) * 8; i++) {
            boolean isMissing = (data[4 + i / 8] >> (i % 8) & 1) == 1;
            isSound = !isMissing || (i < n && data[start + i] == 0);
        }
        int parts = isSound ? partTypes(data, start + n) : -1;
        // A keyed view and a checkpoint are announced by their flags.
        boolean isAnnounced = (parts & 2) != 0 == ((flags & KEYED_VIEW) != 0)
                && (parts & 4) != 0 == ((flags & CHECKPOINT) != 0);
        if (parts < 0 || !isAnnounced) throw new Refused("evidence_invalid");
        return flags;
    }

    /**
     * Type, length, value; known types, each once. One bit for each type that is there, −1 for what is
     * unsound.
     */
    private static int partTypes(byte[] data, int from) {
        int types = 0;
        for (int at = from; at < data.length; ) {
            int type = data[at];
            if (type < 1 || type > 3 || (types >> type & 1) == 1 || at + 1 >= data.length) return -1;
            types |= 1 << type;
            at += 2 + (data[at + 1] & 255);
            if (at > data.length) return -1;
        }
        return types;
    }
}
