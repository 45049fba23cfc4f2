package dev.candor.tlog;

import java.util.ArrayList;
import java.util.List;

/** Makes roots and proofs from stored subtree hashes (RFC 9162 sections 2.1.1, 2.1.3.1 and 2.1.4.1). */
public final class TreeProofs {
    /** More hashes than any proof of a tree below 2^63 leaves has. */
    public static final int MAX_HASHES = 63;

    private TreeProofs() {}

    /** The root of the first {@code size} leaves. */
    public static TreeHash root(long size, SubtreeHashes hashes) {
        requireSize(size);
        return node(0, size, hashes);
    }

    /** The path of leaf {@code index} in the tree of {@code size} leaves, from the leaf's sibling upwards. */
    public static List<TreeHash> inclusion(long index, long size, SubtreeHashes hashes) {
        requireSize(size);
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("Expected a leaf index below " + size + ", found " + index + ".");
        }
        List<TreeHash> fromTheTop = new ArrayList<>();
        long begin = 0;
        long end = size;
        while (end - begin > 1) {
            long middle = begin + leftLeaves(end - begin);
            if (index < middle) {
                fromTheTop.add(node(middle, end, hashes));
                end = middle;
            } else {
                fromTheTop.add(node(begin, middle, hashes));
                begin = middle;
            }
        }
        return fromTheTop.reversed();
    }

    /**
     * The proof that the first {@code oldSize} leaves are a prefix of the tree of {@code size} leaves; empty when
     * {@code oldSize} is 0 or the whole size.
     */
    public static List<TreeHash> consistency(long oldSize, long size, SubtreeHashes hashes) {
        requireSize(size);
        if (oldSize < 0 || oldSize > size) {
            throw new IndexOutOfBoundsException(
                    "Expected an older size of at most " + size + ", found " + oldSize + ".");
        }
        if (oldSize == 0 || oldSize == size) {
            return List.of();
        }
        List<TreeHash> fromTheTop = new ArrayList<>();
        long begin = 0;
        long end = size;
        while (end != oldSize) {
            long middle = begin + leftLeaves(end - begin);
            if (oldSize <= middle) {
                fromTheTop.add(node(middle, end, hashes));
                end = middle;
            } else {
                fromTheTop.add(node(begin, middle, hashes));
                begin = middle;
            }
        }
        // The old tree's last subtree; the verifier has it already if it is the whole old tree.
        if (begin > 0) {
            fromTheTop.add(node(begin, end, hashes));
        }
        return fromTheTop.reversed();
    }

    /** The hash of RFC 6962's node over {@code [begin, end)}. */
    private static TreeHash node(long begin, long end, SubtreeHashes hashes) {
        List<TreeHash> parts = new ArrayList<>();
        for (Subtree part : Subtree.covering(begin, end)) {
            parts.add(hashes.hash(part.level(), part.index()));
        }
        return Subtree.fold(parts);
    }

    /** The largest power of two smaller than {@code leaves}, which is at least 2. */
    private static long leftLeaves(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }

    private static void requireSize(long size) {
        if (size < 0) {
            throw new IllegalArgumentException(
                    "Expected a size below 2^63, found " + Long.toUnsignedString(size) + ".");
        }
    }
}
