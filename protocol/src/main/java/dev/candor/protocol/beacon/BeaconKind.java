package dev.candor.protocol.beacon;

/** Where a batch's randomness came from (protocol.md section 4). */
public enum BeaconKind {
    /** No quorum in time: ordered FIFO, no signature. */
    NONE(0),
    /** The sequencer's own key: for devnets, because it could try many cuts. */
    OWN(1),
    /** A threshold key of the witnesses. */
    QUORUM(2);

    private final int code;

    BeaconKind(int code) {
        this.code = code;
    }

    /** {@code BatchHeader.beaconKind}; also the bit of {@code Policy.beaconKinds}. */
    public int code() {
        return code;
    }

    /** Throws {@link IllegalArgumentException} for a code that no kind has. */
    public static BeaconKind ofCode(int code) {
        return switch (code) {
            case 0 -> NONE;
            case 1 -> OWN;
            case 2 -> QUORUM;
            default -> throw new IllegalArgumentException("Expected a beacon kind of 0 to 2, found " + code + ".");
        };
    }
}
