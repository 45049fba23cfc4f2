package dev.candor.protocol.eip712;

/** A witness's judgement (protocol.md section 9). UNAVAILABLE is never a yes and takes no slot. */
public enum Verdict {
    VALID(1),
    INVALID(2),
    UNAVAILABLE(3);

    private final int code;

    Verdict(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Throws {@link IllegalArgumentException} for a code that no verdict has. */
    public static Verdict ofCode(int code) {
        return switch (code) {
            case 1 -> VALID;
            case 2 -> INVALID;
            case 3 -> UNAVAILABLE;
            default -> throw new IllegalArgumentException("Expected a verdict of 1 to 3, found " + code + ".");
        };
    }
}
