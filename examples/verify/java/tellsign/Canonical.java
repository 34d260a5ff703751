package tellsign;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Canonical JSON and base64url of the verdict protocol, §1.3: one text for each value, and every other text
 * refused.
 */
final class Canonical {
    private static final int MAX_OPENINGS = 8;
    private static final double MAX_SAFE_INTEGER = 9007199254740991d;
    private static final Pattern BASE64URL =
            Pattern.compile("(?:[\\w-]{4})*(?:[\\w-][AQgw]|[\\w-]{2}[AEIMQUYcgkosw048])?");
    private static final Pattern ALPHABET = Pattern.compile("[ -\\[\\]-~]*");
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    private final String text;
    private int at;

    private Canonical(String text) {
        this.text = text;
    }

    /** Null for padding, the other alphabet, white space or stray trailing bits. */
    static byte[] decodeBase64url(String text) {
        return BASE64URL.matcher(text).matches() ? Base64.getUrlDecoder().decode(text) : null;
    }

    static String encodeBase64url(byte[] data) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
    }

    /**
     * Reads an object whose text is exactly the canonical form of what it says. Values are null, Boolean,
     * String, List, Map, and for numbers Long where they are safe integers, Double otherwise. Null for
     * anything else, duplicate and unsorted keys included.
     */
    static Map<?, ?> parseObject(byte[] data) {
        // Bytes beyond ASCII stay visible as characters beyond it, and are no part of the alphabet.
        String text = new String(data, StandardCharsets.ISO_8859_1);
        // Counted before parsing: deep nesting is what makes parsing dear.
        long openings = text.chars().filter(c -> c == '{' || c == '[').count();
        if (openings > MAX_OPENINGS || !ALPHABET.matcher(text).matches()) return null;
        try {
            Canonical parser = new Canonical(text);
            Object value = parser.value();
            return parser.at == text.length() && value instanceof Map<?, ?> object ? object : null;
        } catch (IllegalArgumentException notCanonical) {
            return null;
        }
    }

    private Object value() {
        if (skip("{")) return object();
        if (skip("[")) return array();
        if (text.startsWith("\"", at)) return string();
        if (skip("true")) return true;
        if (skip("false")) return false;
        if (skip("null")) return null;
        return number();
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new TreeMap<>();
        if (skip("}")) return members;
        for (String last = null; ; ) {
            String key = string();
            require(last == null || key.compareTo(last) > 0); // sorted, each once
            require(skip(":"));
            members.put(key, value());
            last = key;
            if (skip("}")) return members;
            require(skip(","));
        }
    }

    private List<Object> array() {
        List<Object> items = new ArrayList<>();
        if (skip("]")) return items;
        while (true) {
            items.add(value());
            if (skip("]")) return items;
            require(skip(","));
        }
    }

    private String string() {
        require(skip("\""));
        int end = text.indexOf('"', at);
        require(end >= 0);
        String string = text.substring(at, end);
        at = end + 1;
        return string;
    }

    private Number number() {
        Matcher matcher = NUMBER.matcher(text).region(at, text.length());
        require(matcher.lookingAt());
        double value = Double.parseDouble(matcher.group());
        require(!Double.isInfinite(value) && shortest(value).equals(matcher.group()));
        at = matcher.end();
        boolean isSafe = value == Math.rint(value) && Math.abs(value) <= MAX_SAFE_INTEGER;
        if (isSafe) return (long) value;
        return value;
    }

    /**
     * The text that ECMAScript and RFC 8785 give a number. Double.toString gives another one, and before JDK
     * 19 not the shortest.
     */
    private static String shortest(double value) {
        if (value == 0) return "0";
        BigDecimal exact = new BigDecimal(Math.abs(value));
        BigDecimal rounded = exact;
        for (int digits = 1; digits <= 17; digits++) {
            rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
            if (rounded.doubleValue() == Math.abs(value)) break;
        }
        String digits = rounded.unscaledValue().toString();
        int point = digits.length() - rounded.scale();
        return (value < 0 ? "-" : "") + layOut(digits, point);
    }

    private static String layOut(String digits, int point) {
        int length = digits.length();
        if (length <= point && point <= 21) return digits + "0".repeat(point - length);
        if (0 < point && point <= 21) return digits.substring(0, point) + "." + digits.substring(point);
        if (-6 < point && point <= 0) return "0." + "0".repeat(-point) + digits;
        String fraction = length > 1 ? "." + digits.substring(1) : "";
        return digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "") + (point - 1);
    }

    private boolean skip(String mark) {
        if (!text.startsWith(mark, at)) return false;
        at += mark.length();
        return true;
    }

    private static void require(boolean condition) {
        if (!condition) throw new IllegalArgumentException("not canonical JSON");
    }

    /**
     * Length of a value's canonical text; a number that is no safe integer has none and counts as too long.
     */
    static long length(Object value) {
        if (value instanceof Map<?, ?> object) {
            long members = object.entrySet().stream()
                    .mapToLong(member -> ((String) member.getKey()).length() + 4 + length(member.getValue()))
                    .sum();
            return 2 + Math.max(0, members - 1); // no comma after the last
        }
        if (value instanceof List<?> list) {
            return 2 + Math.max(0, list.stream().mapToLong(item -> 1 + length(item)).sum() - 1);
        }
        if (value instanceof String string) return string.length() + 2L;
        return value instanceof Double ? Integer.MAX_VALUE : String.valueOf(value).length();
    }
}
