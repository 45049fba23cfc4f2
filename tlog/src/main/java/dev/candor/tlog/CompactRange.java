package dev.candor.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing tree that keeps only the roots of its complete subtrees, one per bit set in the size. Appending costs one
 * node hash on average; every complete subtree that an append closes is given to the sink, for tiles or a database.
 * Not thread-safe.
 */
public final class CompactRange {
    /** Receives every complete subtree once, children before parents. */
    @FunctionalInterface
    public interface Sink {
        void accept(int level, long index, TreeHash hash);
    }

    private static final Sink NOWHERE = (level, index, hash) -> {};

    /** Largest first. */
    private final List<TreeHash> peaks;

    private long size;

    public CompactRange() {
        this(0, List.of());
    }

    private CompactRange(long size, List<TreeHash> peaks) {
        this.size = size;
        this.peaks = new ArrayList<>(peaks);
    }

    /** Continues a tree from its size and {@link #peaks()} as they were stored. */
    public static CompactRange resume(long size, List<TreeHash> peaks) {
        if (size < 0 || peaks.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException("Expected " + Long.bitCount(size) + " peaks for a tree of " + size
                    + " leaves, found " + peaks.size() + ".");
        }
        return new CompactRange(size, peaks);
    }

    /** Continues a tree of {@code size} leaves whose subtree hashes are stored. */
    public static CompactRange resume(long size, SubtreeHashes hashes) {
        List<TreeHash> peaks = new ArrayList<>();
        for (Subtree peak : Subtree.peaksOf(size)) {
            peaks.add(hashes.hash(peak.level(), peak.index()));
        }
        return resume(size, peaks);
    }

    public void append(TreeHash leafHash) {
        append(leafHash, NOWHERE);
    }

    public void append(TreeHash leafHash, Sink closed) {
        if (size == Long.MAX_VALUE) {
            throw new IllegalStateException("Expected a tree below 2^63 leaves.");
        }
        TreeHash carry = leafHash;
        int level = 0;
        closed.accept(0, size, carry);
        for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
            carry = TreeHash.ofNode(peaks.removeLast(), carry);
            level++;
            closed.accept(level, bits >>> 1, carry);
        }
        peaks.add(carry);
        size++;
    }

    public long size() {
        return size;
    }

    /** The roots of the complete subtrees, largest first. */
    public List<TreeHash> peaks() {
        return List.copyOf(peaks);
    }

    public TreeHash root() {
        return Subtree.fold(peaks);
    }

    public TreeHead head() {
        return new TreeHead(size, root());
    }
}
