package dev.candor.protocol.ordering;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.merkle.MerkleTree;
import dev.candor.protocol.types.Hash32;
import java.util.List;

/**
 * Leaf {@code position} of the outcomes tree (protocol.md section 6).
 *
 * @param position unsigned 32 bits
 * @param gasUsed the transaction's own gas, 0 when it was skipped
 */
public record OutcomeLeaf(int position, Hash32 txHash, Outcome outcome, long gasUsed) {
    private static final int WORDS = 4;

    public OutcomeLeaf {
        if (outcome == Outcome.SKIPPED && gasUsed != 0) {
            throw new IllegalArgumentException("Expected no gas used by a skipped transaction, found " + gasUsed + ".");
        }
    }

    /** {@code abi.encode(position, txHash, outcome, gasUsed)}, 128 bytes. */
    public byte[] encode() {
        return new AbiWords(WORDS)
                .uint32(position)
                .bytes32(txHash)
                .uint8(outcome.code())
                .uint64(gasUsed)
                .finish();
    }

    /** The {@code outcomesRoot} over all positions in order. */
    public static Hash32 root(List<OutcomeLeaf> leaves) {
        return tree(leaves).root();
    }

    /** The tree over all positions in order, for proofs. */
    public static MerkleTree tree(List<OutcomeLeaf> leaves) {
        return MerkleTree.of(
                HashFunction.KECCAK_256,
                leaves.stream().map(OutcomeLeaf::encode).toList());
    }
}
