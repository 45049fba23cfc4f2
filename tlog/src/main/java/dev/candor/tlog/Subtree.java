package dev.candor.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * The complete subtree over the leaves {@code [index · 2^level, (index + 1) · 2^level)}.
 *
 * @param level 0 to 62
 */
record Subtree(int level, long index) {
    /** The complete subtrees that the leaves {@code [0, size)} are made of, largest first. */
    static List<Subtree> peaksOf(long size) {
        return covering(0, size);
    }

    /**
     * The complete subtrees that the leaves {@code [begin, end)} are made of, from left to right; {@code begin} is a
     * multiple of the largest of them, so that together they hash as one node of RFC 6962.
     */
    static List<Subtree> covering(long begin, long end) {
        List<Subtree> subtrees = new ArrayList<>();
        long position = begin;
        while (position < end) {
            int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(end - position);
            subtrees.add(new Subtree(level, position >>> level));
            position += 1L << level;
        }
        return subtrees;
    }

    /** The node over neighbouring subtrees, largest first: the right ones are joined before the left. */
    static TreeHash fold(List<TreeHash> subtrees) {
        if (subtrees.isEmpty()) {
            return TreeHash.EMPTY_TREE;
        }
        TreeHash node = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            node = TreeHash.ofNode(subtrees.get(i), node);
        }
        return node;
    }
}
