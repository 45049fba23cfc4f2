package dev.candor.protocol.merkle;

import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.List;

/**
 * A growing tree that keeps only the roots of its complete subtrees: one hash per bit set in the size. Appending costs
 * one node hash on average, the root at most 63. Not thread-safe.
 */
public final class IncrementalMerkleTree {
    private final HashFunction hash;
    /** Roots of the complete subtrees from left (largest) to right (smallest). */
    private final List<Hash32> peaks;

    private long size;

    public IncrementalMerkleTree(HashFunction hash) {
        this(hash, 0, List.of());
    }

    private IncrementalMerkleTree(HashFunction hash, long size, List<Hash32> peaks) {
        this.hash = hash;
        this.size = size;
        this.peaks = new ArrayList<>(peaks);
    }

    /** Continues a tree from its size and {@link #peaks()}, as they were stored. */
    public static IncrementalMerkleTree resume(HashFunction hash, long size, List<Hash32> peaks) {
        if (size < 0 || peaks.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException("Expected " + Long.bitCount(size) + " peaks for a tree of " + size
                    + " leaves, found " + peaks.size() + ".");
        }
        return new IncrementalMerkleTree(hash, size, peaks);
    }

    public void append(byte[] leaf) {
        appendLeafHash(MerkleHashing.leaf(hash, leaf));
    }

    public void appendLeafHash(Hash32 leafHash) {
        Hash32 carry = leafHash;
        for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
            carry = MerkleHashing.node(hash, peaks.removeLast(), carry);
        }
        peaks.add(carry);
        size++;
    }

    public long size() {
        return size;
    }

    /** The roots of the complete subtrees, largest first. */
    public List<Hash32> peaks() {
        return List.copyOf(peaks);
    }

    public Hash32 root() {
        if (peaks.isEmpty()) {
            return MerkleHashing.empty(hash);
        }
        Hash32 root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = MerkleHashing.node(hash, peaks.get(i), root);
        }
        return root;
    }
}
