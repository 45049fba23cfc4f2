package dev.candor.protocol.ordering;

/** What became of a transaction at its position (protocol.md section 6). */
public enum Outcome {
    SUCCEEDED(1),
    REVERTED(2),
    /** Ethereum's rules did not allow it there; it used no gas. */
    SKIPPED(3);

    private final int code;

    Outcome(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Throws {@link IllegalArgumentException} for a code that no outcome has. */
    public static Outcome ofCode(int code) {
        return switch (code) {
            case 1 -> SUCCEEDED;
            case 2 -> REVERTED;
            case 3 -> SKIPPED;
            default -> throw new IllegalArgumentException("Expected an outcome of 1 to 3, found " + code + ".");
        };
    }
}
