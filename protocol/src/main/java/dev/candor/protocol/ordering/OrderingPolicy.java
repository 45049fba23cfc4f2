package dev.candor.protocol.ordering;

/** By what key the arrivals of a cut are sorted (protocol.md sections 4 and 8). */
public enum OrderingPolicy {
    /** {@code keccak256(seed ‖ sender)}: senders in random order, each one's transactions together. */
    SHUFFLE(1),
    /** {@code bytes32(uint256(seq))}: first come, first served. */
    FIFO(2);

    private final int code;

    OrderingPolicy(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Throws {@link IllegalArgumentException} for a code that no ordering has. */
    public static OrderingPolicy ofCode(int code) {
        return switch (code) {
            case 1 -> SHUFFLE;
            case 2 -> FIFO;
            default -> throw new IllegalArgumentException("Expected an ordering of 1 or 2, found " + code + ".");
        };
    }

    /** The ordering in force for a batch: FIFO whatever the policy when there was no beacon (kind 0). */
    public OrderingPolicy underBeacon(int beaconKind) {
        return beaconKind == 0 ? FIFO : this;
    }
}
