package dev.candor.audit.findings.evidence;

import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.merkle.MerkleProofs;
import dev.candor.protocol.merkle.MerkleTree;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A leaf of a keccak tree that L1 can check, with its inclusion proof (protocol.md section 2).
 *
 * @param leaf {@code abi.encode} of the leaf
 * @param nodes from the leaf's neighbour upwards
 */
public record LeafProof(Bytes leaf, long index, long size, List<Hash32> nodes) {
    public LeafProof {
        nodes = List.copyOf(nodes);
    }

    public static LeafProof of(MerkleTree tree, int index, byte[] leaf) {
        return new LeafProof(Bytes.wrap(leaf), index, tree.size(), tree.inclusionProof(index));
    }

    public boolean foldsTo(Hash32 root) {
        return MerkleProofs.verifyInclusion(HashFunction.KECCAK_256, leaf.readOnlyArray(), index, size, nodes, root);
    }

    /** The form of spec/receipts.md. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("leaf", leaf.toHex());
        json.put("index", index);
        json.put("size", size);
        json.put("nodes", nodes.stream().map(Hash32::toHex).toList());
        return json;
    }
}
