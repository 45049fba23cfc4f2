package dev.candor.protocol.data;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Hash32;

/**
 * All that L1 keeps of a posted batch is {@link #hash()} of these (protocol.md section 7).
 *
 * @param executionHash the statement's digest
 * @param postedAt Unix seconds, the L1 block's timestamp
 * @param challengeWindow seconds, frozen at posting
 */
public record BatchCommitment(
        Hash32 batchHash, Hash32 executionHash, Hash32 dataHash, long postedAt, long challengeWindow) {
    private static final int WORDS = 5;

    /** What opens the parent of batch 1: all zero. */
    public static final BatchCommitment GENESIS = new BatchCommitment(Hash32.ZERO, Hash32.ZERO, Hash32.ZERO, 0, 0);

    /** {@code keccak256(abi.encode(batchHash, executionHash, dataHash, postedAt, challengeWindow))}. */
    public Hash32 hash() {
        return Keccak256.hash(new AbiWords(WORDS)
                .bytes32(batchHash)
                .bytes32(executionHash)
                .bytes32(dataHash)
                .uint64(postedAt)
                .uint64(challengeWindow)
                .finish());
    }
}
