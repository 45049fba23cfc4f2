package dev.candor.audit.findings.rules;

import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.merkle.MerkleTree;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks for the leaves behind a root among small changes of a list: only a root is signed, and to prove that it is wrong
 * its leaves must be shown. Leaf hashes are computed once; a change costs the nodes above.
 */
final class TreeSearch<L> {
    /** Searching costs the square of this many node hashes at most: a second. */
    static final int MAX_SEARCHED_LEAVES = 2_048;

    private final List<L> base;
    private final Function<L, byte[]> encoding;
    private final List<Hash32> baseHashes;
    private final Hash32 root;

    TreeSearch(List<L> base, Function<L, byte[]> encoding, Hash32 root) {
        this.base = base;
        this.encoding = encoding;
        this.root = root;
        this.baseHashes = base.stream().map(this::hash).toList();
    }

    /** The base itself, if it is what was signed. */
    Optional<SignedTree<L>> unchanged() {
        return matches(Map.of()) ? Optional.of(SignedTree.of(base, encoding)) : Optional.empty();
    }

    /** The first of the changes (index to leaf) under which the leaves fold to the root. */
    Optional<SignedTree<L>> changed(Stream<Map<Integer, L>> changes) {
        if (base.size() > MAX_SEARCHED_LEAVES) {
            return Optional.empty();
        }
        return changes.filter(this::matches).findFirst().map(this::tree);
    }

    private boolean matches(Map<Integer, L> change) {
        List<Hash32> hashes = new ArrayList<>(baseHashes);
        change.forEach((index, leaf) -> hashes.set(index, hash(leaf)));
        return MerkleTree.ofLeafHashes(HashFunction.KECCAK_256, hashes).root().equals(root);
    }

    private SignedTree<L> tree(Map<Integer, L> change) {
        List<L> leaves = new ArrayList<>(base);
        change.forEach(leaves::set);
        return SignedTree.of(leaves, encoding);
    }

    private Hash32 hash(L leaf) {
        return MerkleTree.leafHash(HashFunction.KECCAK_256, encoding.apply(leaf));
    }
}
