package dev.candor.protocol.transaction;

import java.util.Optional;

/** The EIP-2718 types that Candor knows. */
public enum TransactionType {
    /** With EIP-155 replay protection. */
    LEGACY(0),
    /** EIP-2930. */
    ACCESS_LIST(1),
    /** EIP-1559. */
    DYNAMIC_FEE(2),
    /** EIP-7702. */
    SET_CODE(4);

    private final int code;

    TransactionType(int code) {
        this.code = code;
    }

    /** The type byte; also the bit of {@code Policy.transactionTypes}. */
    public int code() {
        return code;
    }

    /** Empty for a type that Candor does not know, blobs (3) among them. */
    public static Optional<TransactionType> ofCode(int code) {
        return switch (code) {
            case 0 -> Optional.of(LEGACY);
            case 1 -> Optional.of(ACCESS_LIST);
            case 2 -> Optional.of(DYNAMIC_FEE);
            case 4 -> Optional.of(SET_CODE);
            default -> Optional.empty();
        };
    }
}
