package dev.candor.protocol.merkle;

import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * A complete positional tree in memory, for roots and proofs. The shape is RFC 6962's (split at the largest power of two
 * smaller than the size), built level by level: neighbours are paired, a node without a neighbour moves up unchanged.
 * Leaf {@code H(0x00 ‖ leaf)}, node {@code H(0x01 ‖ left ‖ right)}, empty tree {@code H("")}. Immutable.
 */
public final class MerkleTree {
    private final HashFunction hash;
    /** {@code levels.get(0)} are the leaf hashes; the last level is the root alone. */
    private final List<List<Hash32>> levels;

    private MerkleTree(HashFunction hash, List<List<Hash32>> levels) {
        this.hash = hash;
        this.levels = levels;
    }

    public static MerkleTree of(HashFunction hash, Collection<byte[]> leaves) {
        List<Hash32> leafHashes = new ArrayList<>(leaves.size());
        for (byte[] leaf : leaves) {
            leafHashes.add(MerkleHashing.leaf(hash, leaf));
        }
        return ofLeafHashes(hash, leafHashes);
    }

    /** A tree over leaves that are hashed already. */
    public static MerkleTree ofLeafHashes(HashFunction hash, List<Hash32> leafHashes) {
        List<List<Hash32>> levels = new ArrayList<>();
        List<Hash32> level = List.copyOf(leafHashes);
        levels.add(level);
        while (level.size() > 1) {
            level = parents(hash, level);
            levels.add(level);
        }
        return new MerkleTree(hash, levels);
    }

    /** The root over the leaves, for callers that need no proof. */
    public static Hash32 root(HashFunction hash, Collection<byte[]> leaves) {
        IncrementalMerkleTree tree = new IncrementalMerkleTree(hash);
        leaves.forEach(tree::append);
        return tree.root();
    }

    public static Hash32 leafHash(HashFunction hash, byte[] leaf) {
        return MerkleHashing.leaf(hash, leaf);
    }

    public int size() {
        return levels.getFirst().size();
    }

    public Hash32 root() {
        return size() == 0 ? MerkleHashing.empty(hash) : levels.getLast().getFirst();
    }

    /** The audit path of leaf {@code index}, from the leaf's neighbour upwards (RFC 9162 section 2.1.3.1). */
    public List<Hash32> inclusionProof(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("Expected a leaf index below " + size() + ", found " + index + ".");
        }
        List<Hash32> proof = new ArrayList<>();
        int position = index;
        for (List<Hash32> level : levels.subList(0, levels.size() - 1)) {
            int sibling = position ^ 1;
            if (sibling < level.size()) {
                proof.add(level.get(sibling));
            }
            position >>= 1;
        }
        return List.copyOf(proof);
    }

    /**
     * The proof that the first {@code oldSize} leaves are a prefix of this tree (RFC 9162 section 2.1.4.1); empty when
     * {@code oldSize} is 0 or the whole size.
     */
    public List<Hash32> consistencyProof(int oldSize) {
        if (oldSize < 0 || oldSize > size()) {
            throw new IndexOutOfBoundsException(
                    "Expected an older size of at most " + size() + ", found " + oldSize + ".");
        }
        if (oldSize == 0 || oldSize == size()) {
            return List.of();
        }
        List<Hash32> fromTheTop = new ArrayList<>();
        int level = levels.size() - 1;
        int node = 0;
        // Descend from the root to the full subtree that ends at oldSize, noting the other child at every split.
        while (endOf(level, node) != oldSize) {
            level--;
            int left = node * 2;
            int right = left + 1;
            boolean split = right < levels.get(level).size();
            if (split && endOf(level, left) < oldSize) {
                fromTheTop.add(levels.get(level).get(left));
                node = right;
            } else {
                if (split) {
                    fromTheTop.add(levels.get(level).get(right));
                }
                node = left;
            }
        }
        // The old root itself is left out when the descent never turned right: the verifier knows it.
        if (node != 0) {
            fromTheTop.add(levels.get(level).get(node));
        }
        return List.copyOf(fromTheTop.reversed());
    }

    /** Where the node's leaves end; beyond the size for a node on the ragged right edge. */
    private static long endOf(int level, int node) {
        return (node + 1L) << level;
    }

    private static List<Hash32> parents(HashFunction hash, List<Hash32> level) {
        List<Hash32> parents = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            parents.add(MerkleHashing.node(hash, level.get(i), level.get(i + 1)));
        }
        if (level.size() % 2 == 1) {
            parents.add(level.getLast());
        }
        return Collections.unmodifiableList(parents);
    }
}
