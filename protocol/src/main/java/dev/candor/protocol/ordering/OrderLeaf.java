package dev.candor.protocol.ordering;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;

/**
 * Leaf {@code position} of the order tree (protocol.md section 5).
 *
 * @param position unsigned 32 bits, from 0
 * @param index the arrival's seq or the forced entry's index, by {@code kind}; unsigned 64 bits
 * @param sender zero for a forced entry that cannot be a transaction here
 * @param nonce unsigned 64 bits
 * @param sortKey zero for forced entries
 */
public record OrderLeaf(
        int position, Kind kind, long index, Hash32 txHash, Address sender, long nonce, Hash32 sortKey) {
    private static final int WORDS = 7;

    /** Where the transaction came from. */
    public enum Kind {
        ARRIVAL(0),
        FORCED(1);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /** {@code abi.encode(position, kind, index, txHash, sender, nonce, sortKey)}, 224 bytes. */
    public byte[] encode() {
        return new AbiWords(WORDS)
                .uint32(position)
                .uint8(kind.code())
                .uint64(index)
                .bytes32(txHash)
                .address(sender)
                .uint64(nonce)
                .bytes32(sortKey)
                .finish();
    }
}
