import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tellsign.MemoryReplay;
import tellsign.ReplayStore;
import tellsign.Verifier;

/**
 * Uses the classes as a backend would. Reads a scenario of tab-separated lines: the setting, then requests.
 * Prints what came of each, and what was written to the store.
 */
public final class Importer {
    private static long now;

    private Importer() {}

    public static void main(String[] arguments) throws Exception {
        List<String> lines = Files.readAllLines(Path.of(arguments[0]));
        String[] setting = lines.get(0).split("\t", -1);
        byte[] good = HexFormat.of().parseHex(setting[2]);
        Verifier verifier = create(setting, good);
        for (String line : lines.subList(1, lines.size())) {
            String[] of = line.split("\t", -1);
            now = Long.parseLong(of[1]);
            var request = new Verifier.Request(
                    of[2], of[3], of[4], of[5], of[6].isEmpty() ? null : of[6], false, of[7]);
            Verifier.Result result = verifier.verify(of[8], request);
            String same = result.same() ? "same" : "";
            print("request", of[0], result.code(), same, String.join(" ", result.flags()));
        }
        byte[] equal = new byte[64];
        Arrays.fill(equal, (byte) 0xab);
        report("no secret", () -> create(setting, new byte[0]));
        report("secret of 31 bytes", () -> create(setting, Arrays.copyOf(good, 31)));
        report("secret of 32 bytes", () -> create(setting, Arrays.copyOf(good, 32)));
        report("secret of zeros", () -> create(setting, new byte[32]));
        report("secret of equal bytes", () -> create(setting, equal));
        report("nonce for no session", () -> verifier.issueNonce("checkout", ""));
        report("nonce for a session", () -> verifier.issueNonce("checkout", "session-1"));
        report("lone surrogate in a value", () -> Verifier.transactionHash(Map.of("payee", "Zo\ud800")));
        report("lone surrogate in a key", () -> Verifier.transactionHash(Map.of("\udc00", "1")));
        String cart = "\ud83d\uded2";
        report("pair of surrogates", () -> Verifier.transactionHash(Map.of(cart, cart)));
    }

    private static Verifier create(String[] setting, byte[] secret) {
        MemoryReplay memory = new MemoryReplay(1000, () -> now * 1000);
        ReplayStore replay = new ReplayStore() {
            @Override
            public String consume(String key, String value, long ttlMillis) {
                print("store", key, value, String.valueOf(ttlMillis));
                return memory.consume(key, value, ttlMillis);
            }

            @Override
            public String find(String key) {
                return memory.find(key);
            }
        };
        var model = new Verifier.Model(Integer.parseInt(setting[4]), Integer.parseInt(setting[5]), 0, null);
        var keys = List.of(new Verifier.NonceKey(Integer.parseInt(setting[1]), secret));
        Predicate<String> isRevoked = jkt -> {
            print("asked", jkt);
            return false;
        };
        return new Verifier(new Verifier.Settings(
                setting[0], keys, Map.of(setting[3], model), replay, isRevoked, "", 2048, () -> now));
    }

    private static void report(String name, Runnable call) {
        try {
            call.run();
            print("taken", name);
        } catch (IllegalArgumentException refused) {
            print("refused", name);
        }
    }

    private static void print(String... cells) {
        System.out.println(String.join("\t", cells));
    }
}
