package dev.candor.audit.batches;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.List;

/**
 * That a leaf stands in a keccak-256 tree (protocol.md section 2).
 *
 * @param nodes from the leaf's sibling upwards
 */
public record LeafProof(Bytes leaf, int index, int size, List<Hash32> nodes) {
    public LeafProof {
        nodes = List.copyOf(nodes);
    }
}
