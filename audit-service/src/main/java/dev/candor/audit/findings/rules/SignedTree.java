package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.evidence.LeafProof;
import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.merkle.MerkleTree;
import java.util.List;
import java.util.function.Function;

/** Leaves that fold to a root which somebody signed: what they committed to, whether it is right or not. */
record SignedTree<L>(List<L> leaves, Function<L, byte[]> encoding, MerkleTree tree) {

    static <L> SignedTree<L> of(List<L> leaves, Function<L, byte[]> encoding) {
        return new SignedTree<>(
                List.copyOf(leaves),
                encoding,
                MerkleTree.of(
                        HashFunction.KECCAK_256, leaves.stream().map(encoding).toList()));
    }

    LeafProof proof(int index) {
        return LeafProof.of(tree, index, encoding.apply(leaves.get(index)));
    }
}
