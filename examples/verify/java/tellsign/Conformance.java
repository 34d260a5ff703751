package tellsign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * {@code java tellsign.Conformance FILE.json …} runs vector files and prints a JSON line for each case. Exits
 * with 1 when any differs. {@code java tellsign.Conformance issue SETTING.json} prints a nonce and a
 * transaction hash, for another verifier to accept.
 */
public final class Conformance {
    private int differ;

    private Conformance() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 2 && arguments[0].equals("issue")) {
            issue(Json.parse(Files.readString(Path.of(arguments[1]))));
            return;
        }
        Conformance conformance = new Conformance();
        for (String file : arguments) conformance.run(Json.parse(Files.readString(Path.of(file))));
        System.exit(conformance.differ > 0 || arguments.length == 0 ? 1 : 0);
    }

    private void run(Map<?, ?> vectors) {
        for (Object group : list(vectors.get("testGroups"))) {
            Map<?, ?> key = (Map<?, ?>) ((Map<?, ?>) group).get("publicKey");
            byte[] point = hex(key.get("uncompressed"));
            for (Object one : list(((Map<?, ?>) group).get("tests"))) {
                Map<?, ?> test = (Map<?, ?>) one;
                report(test.get("tcId"), test.get("result"), checkSignature(point, test));
            }
        }
        for (Object one : list(vectors.get("cases"))) {
            Map<Object, Object> setting = new LinkedHashMap<>(vectors);
            setting.putAll((Map<?, ?>) one);
            report(setting.get("name"), setting.get("want"), runCase(setting));
        }
    }

    private void report(Object name, Object want, Object got) {
        if (!got.equals(want)) differ++;
        System.out.printf("{\"name\": %s, \"want\": %s, \"got\": %s}%n", text(name), text(want), text(got));
    }

    /** The value as JSON. */
    private static String text(Object value) {
        if (value instanceof String string) return '"' + string.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        if (value instanceof List<?> list) return list.stream().map(Conformance::text).toList().toString();
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(member -> text(member.getKey()) + ": " + text(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return String.valueOf(value);
    }

    /** Signatures made by Wycheproof, through the step that checks ours. */
    private static String checkSignature(byte[] point, Map<?, ?> test) {
        var key = Signature.readKey(Arrays.copyOfRange(point, 1, 33), Arrays.copyOfRange(point, 33, 65));
        return Signature.isSignedBy(key, hex(test.get("msg")), hex(test.get("sig"))) ? "valid" : "invalid";
    }

    /** The answer, said as {@code want} says it: a code, or an object of code, level and flags. */
    private static Object runCase(Map<?, ?> setting) {
        Verifier verifier = create(setting);
        var request = new Verifier.Request(
                (String) setting.get("op"),
                (String) setting.get("sid"),
                (String) setting.get("jkt"),
                (String) setting.get("bound"),
                (String) setting.get("txh"),
                setting.get("requireBinding") == Boolean.TRUE,
                null);
        Object after = setting.get("after");
        for (Object earlier : after instanceof List<?> tokens ? tokens : after == null ? List.of() : List.of(after)) {
            verifier.verify(earlier, request);
        }
        return answerTo(setting.get("want"), verifier.verify(setting.get("tok"), request));
    }

    private static Object answerTo(Object want, Verifier.Result result) {
        if (!(want instanceof Map<?, ?> members)) return result.code();
        Map<Object, Object> answer = new LinkedHashMap<>();
        for (Object name : members.keySet()) {
            answer.put(name, "code".equals(name) ? result.code() : "level".equals(name) ? result.level()
                    : list(members.get(name)).stream().filter(result.flags()::contains).toList());
        }
        return answer;
    }

    private static Verifier create(Map<?, ?> setting) {
        long now = (Long) setting.get("now");
        Map<String, Verifier.Model> models = new LinkedHashMap<>();
        ((Map<?, ?>) setting.get("models")).forEach((id, value) -> {
            Map<?, ?> model = (Map<?, ?>) value;
            models.put((String) id, new Verifier.Model(integer(model, "schema", 0), integer(model, "n", 0),
                    model.get("exp") instanceof Long exp ? exp : 0, null));
        });
        List<Verifier.NonceKey> keys = new ArrayList<>();
        ((Map<?, ?>) setting.get("nonceKeys")).forEach(
                (kid, secret) -> keys.add(new Verifier.NonceKey(Integer.parseInt((String) kid), hex(secret))));
        Object revoked = setting.get("revoked");
        Predicate<String> isRevoked =
                jkt -> revoked instanceof List<?> jkts ? jkts.contains(jkt) : revoked == Boolean.TRUE;
        ReplayStore replay = new MemoryReplay(1000, () -> now * 1000);
        if ("down".equals(setting.get("store"))) {
            replay = (key, value, ttl) -> {
                throw new IllegalStateException("down");
            };
        }
        String minBuild = setting.get("minBuild") instanceof String build ? build : "";
        return new Verifier(new Verifier.Settings((String) setting.get("aud"), keys, models, replay, isRevoked,
                minBuild, integer(setting, "maxTokenChars", 2048), () -> now));
    }

    private static void issue(Map<?, ?> setting) {
        var response = create(setting).issueNonce((String) setting.get("op"), (String) setting.get("sid"));
        Map<String, String> transaction = new LinkedHashMap<>();
        ((Map<?, ?>) setting.get("tx")).forEach((key, value) -> transaction.put((String) key, (String) value));
        System.out.printf("{\"nonce\": \"%s\", \"now\": %d, \"txh\": \"%s\"}%n",
                response.nonce(), response.now(), Verifier.transactionHash(transaction));
    }

    private static int integer(Map<?, ?> members, String name, int otherwise) {
        return members.get(name) instanceof Long number ? number.intValue() : otherwise;
    }

    private static byte[] hex(Object text) {
        return HexFormat.of().parseHex((String) text);
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> items ? items : List.of();
    }
}
