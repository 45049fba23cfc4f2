package dev.candor.protocol.transaction;

/** Why bytes do not decode to a transaction. */
public enum MalformedReason {
    EMPTY,
    /** An EIP-2718 type other than 0, 1, 2, 4; blobs among them. */
    TYPE_NOT_SUPPORTED,
    /** Not RLP, or not its only encoding: truncated, trailing bytes, leading zeros, long lengths. */
    NOT_CANONICAL_RLP,
    /** Fields missing or too many, a list for a string or the reverse. */
    WRONG_FIELDS,
    /** A field wider, or of another length, than its EIP allows. */
    FIELD_WIDTH,
    /** Type 0 without the replay protection of EIP-155. */
    NOT_REPLAY_PROTECTED,
    /** r, s or parity out of range, high s, or no sender can be recovered. */
    BAD_SIGNATURE,
    /** Type 4 without a destination (EIP-7702). */
    NO_DESTINATION,
    /** Type 4 without an authorization (EIP-7702). */
    NO_AUTHORIZATION
}
