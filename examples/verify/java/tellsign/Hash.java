package tellsign;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Hashes of §1.4 and §1.6: parts that no two lists share. */
final class Hash {
    private Hash() {}

    static String ofTransaction(Map<String, String> transaction) {
        List<byte[]> parts = new ArrayList<>(List.of(bytes("vrd-tx-v1")));
        transaction.forEach((key, value) -> {
            // Without bytes of their own, lone surrogates would all become "?".
            if (!isWellFormed(key) || !isWellFormed(value)) {
                throw new IllegalArgumentException("a transaction must hold well-formed Unicode");
            }
        });
        transaction.entrySet().stream()
                .sorted((a, b) -> Arrays.compareUnsigned(bytes(a.getKey()), bytes(b.getKey())))
                .forEach(entry -> parts.addAll(List.of(bytes(entry.getKey()), bytes(entry.getValue()))));
        return Canonical.encodeBase64url(sha256(netstring(parts.toArray(byte[][]::new))));
    }

    static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }

    /** Each part as its length in bytes, a colon and the bytes. */
    static byte[] netstring(byte[]... parts) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            text.writeBytes(bytes(part.length + ":"));
            text.writeBytes(part);
        }
        return text.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** First 128 bits of the SHA-256. */
    static String digest(byte[] data) {
        return Canonical.encodeBase64url(Arrays.copyOf(sha256(data), 16));
    }

    static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
