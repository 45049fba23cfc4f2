package dev.candor.protocol.evidence;

import dev.candor.protocol.types.Hash32;
import java.util.List;

/**
 * A leaf with its place and its inclusion proof.
 *
 * @param <L> the leaf
 * @param index unsigned, in the leaf's tree
 * @param proof from the leaf up
 */
public record ProvenLeaf<L>(long index, L leaf, List<Hash32> proof) {
    public ProvenLeaf {
        proof = List.copyOf(proof);
    }
}
