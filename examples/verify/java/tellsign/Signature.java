package tellsign;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;

/** ES256 by the JDK. */
final class Signature {
    private static final ECParameterSpec P256 = parameters();

    private Signature() {}

    /** Null for what is not a point of P-256, which the JDK would only notice later, or not at all. */
    static PublicKey readKey(byte[] x, byte[] y) {
        BigInteger px = new BigInteger(1, x);
        BigInteger py = new BigInteger(1, y);
        BigInteger p = ((ECFieldFp) P256.getCurve().getField()).getP();
        BigInteger right = px.pow(3).add(P256.getCurve().getA().multiply(px)).add(P256.getCurve().getB());
        boolean isPoint = px.compareTo(p) < 0 && py.compareTo(p) < 0
                && py.pow(2).subtract(right).mod(p).signum() == 0;
        if (!isPoint) return null;
        try {
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(px, py), P256));
        } catch (GeneralSecurityException refused) {
            return null;
        }
    }

    /** r and s, 32 bytes each. */
    static boolean isSignedBy(PublicKey key, byte[] signed, byte[] signature) {
        if (signature.length != 64) return false;
        try {
            var verifier = java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
