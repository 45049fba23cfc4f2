package dev.candor.protocol.transaction;

import dev.candor.protocol.eip712.RefusalReason;

/** Why bytes do not decode to a transaction, in the order in which it is found. */
public enum MalformedReason {
    /** More than {@link RawTransaction#MAX_BYTES}. */
    TOO_LARGE(RefusalReason.TOO_LARGE),
    EMPTY(RefusalReason.MALFORMED),
    /** An EIP-2718 type other than 0, 1, 2, 4; blobs among them. */
    TYPE_NOT_SUPPORTED(RefusalReason.TYPE_NOT_SUPPORTED),
    /** Not RLP, or not its only encoding: truncated, trailing bytes, leading zeros, long lengths. */
    NOT_CANONICAL_RLP(RefusalReason.MALFORMED),
    /** Fields missing or too many, a list for a string or the reverse. */
    WRONG_FIELDS(RefusalReason.MALFORMED),
    /** A field wider, or of another length, than its EIP allows. */
    FIELD_WIDTH(RefusalReason.MALFORMED),
    /** Type 4 without a destination (EIP-7702). */
    NO_DESTINATION(RefusalReason.MALFORMED),
    /** Type 4 without an authorization (EIP-7702). */
    NO_AUTHORIZATION(RefusalReason.MALFORMED),
    /** For another chain, or for any chain: type 0 without the replay protection of EIP-155. */
    WRONG_CHAIN(RefusalReason.WRONG_CHAIN),
    /** r, s or parity out of range, high s, or no sender can be recovered. */
    BAD_SIGNATURE(RefusalReason.BAD_SIGNATURE);

    private final RefusalReason refusal;

    MalformedReason(RefusalReason refusal) {
        this.refusal = refusal;
    }

    /** The reason that admission signs. */
    public RefusalReason refusal() {
        return refusal;
    }
}
