package dev.candor.protocol.ordering;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;

/**
 * Leaf {@code seq - firstSeq} of the cut tree (protocol.md section 4).
 *
 * @param duplicateOf unsigned; {@link #NO_DUPLICATE} when the bytes came for the first time
 */
public record CutLeaf(Seq seq, Hash32 txHash, Address sender, long nonce, long receivedAtMillis, long duplicateOf) {
    /** 2^64 - 1. */
    public static final long NO_DUPLICATE = -1L;

    static final int WORDS = 6;

    /** {@code abi.encode(seq, txHash, sender, nonce, receivedAtMillis, duplicateOf)}, 192 bytes. */
    public byte[] encode() {
        return new AbiWords(WORDS)
                .uint64(seq.value())
                .bytes32(txHash)
                .address(sender)
                .uint64(nonce)
                .uint64(receivedAtMillis)
                .uint64(duplicateOf)
                .finish();
    }
}
