package tellsign;

/** Ends a verification; never leaves {@link Verifier#verify}. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    final String code;
    final boolean same;

    Refused(String code) {
        this(code, false);
    }

    Refused(String code, boolean same) {
        super(code, null, false, false);
        this.code = code;
        this.same = same;
    }
}
