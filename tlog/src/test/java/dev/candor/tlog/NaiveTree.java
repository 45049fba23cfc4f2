package dev.candor.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The recursive definitions of RFC 6962 section 2.1 as they are written there; also a {@link SubtreeHashes}. */
record NaiveTree(List<TreeHash> leaves) implements SubtreeHashes {
    static NaiveTree random(Random random, int size) {
        List<TreeHash> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            byte[] entry = new byte[random.nextInt(40)];
            random.nextBytes(entry);
            leaves.add(TreeHash.ofLeaf(entry));
        }
        return new NaiveTree(leaves);
    }

    /** Leaves {@code entry 0}, {@code entry 1}, … of the golden files. */
    static NaiveTree golden(long size) {
        List<TreeHash> leaves = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            leaves.add(TreeHash.ofLeaf(Golden.entry(i)));
        }
        return new NaiveTree(leaves);
    }

    NaiveTree prefix(int size) {
        return new NaiveTree(leaves.subList(0, size));
    }

    TreeHead head() {
        return new TreeHead(leaves.size(), root(leaves));
    }

    static TreeHash root(List<TreeHash> d) {
        if (d.isEmpty()) {
            return TreeHash.EMPTY_TREE;
        }
        if (d.size() == 1) {
            return d.getFirst();
        }
        int k = split(d.size());
        return TreeHash.ofNode(root(d.subList(0, k)), root(d.subList(k, d.size())));
    }

    List<TreeHash> path(int m) {
        return path(m, leaves);
    }

    private static List<TreeHash> path(int m, List<TreeHash> d) {
        if (d.size() == 1) {
            return List.of();
        }
        int k = split(d.size());
        return m < k
                ? with(path(m, d.subList(0, k)), root(d.subList(k, d.size())))
                : with(path(m - k, d.subList(k, d.size())), root(d.subList(0, k)));
    }

    List<TreeHash> consistency(int m) {
        return m == 0 ? List.of() : subproof(m, leaves, true);
    }

    private static List<TreeHash> subproof(int m, List<TreeHash> d, boolean known) {
        if (m == d.size()) {
            return known ? List.of() : List.of(root(d));
        }
        int k = split(d.size());
        return m <= k
                ? with(subproof(m, d.subList(0, k), known), root(d.subList(k, d.size())))
                : with(subproof(m - k, d.subList(k, d.size()), false), root(d.subList(0, k)));
    }

    @Override
    public TreeHash hash(int level, long index) {
        int leavesBelow = 1 << level;
        return root(leaves.subList((int) index * leavesBelow, (int) (index + 1) * leavesBelow));
    }

    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }

    private static List<TreeHash> with(List<TreeHash> proof, TreeHash last) {
        List<TreeHash> longer = new ArrayList<>(proof);
        longer.add(last);
        return longer;
    }
}
