package dev.candor.protocol.eip712;

/** Why a transaction was not admitted (protocol.md section 3); the code is what the signed refusal carries. */
public enum RefusalReason {
    MALFORMED(1),
    WRONG_CHAIN(2),
    BAD_SIGNATURE(3),
    TYPE_NOT_SUPPORTED(4),
    TOO_LARGE(5),
    INTRINSIC_GAS(6),
    GAS_LIMIT(7),
    NONCE_TOO_LOW(8),
    NONCE_GAP(9),
    INSUFFICIENT_FUNDS(10),
    FEE_TOO_LOW(11),
    KNOWN(12),
    BUSY(13),
    RATE_LIMITED(14),
    ROLLING_BACK(15),
    NONCE_USED(16),
    TOO_MANY_PENDING(17),
    AUTHORITY_PENDING(18);

    private final int code;

    RefusalReason(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Throws {@link IllegalArgumentException} for a code that no reason has. */
    public static RefusalReason ofCode(int code) {
        for (RefusalReason reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        throw new IllegalArgumentException("Expected a refusal reason of 1 to 18, found " + code + ".");
    }
}
