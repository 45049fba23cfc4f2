package dev.candor.witness.attest;

import dev.candor.protocol.types.Hash32;

/** What became of a decision that was to be recorded. */
public sealed interface Recorded {

    /** @param place in this witness's line of attestations, from 0 */
    record Kept(long place) implements Recorded {}

    /** The same was recorded before. */
    record Known(long place) implements Recorded {}

    /**
     * The slot holds another attestation, and always will.
     *
     * @param digest of the one that it holds
     */
    record Taken(Hash32 digest) implements Recorded {}
}
