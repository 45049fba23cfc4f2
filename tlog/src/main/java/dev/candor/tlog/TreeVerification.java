package dev.candor.tlog;

import java.util.List;

/** Verifies proofs, iteratively as in RFC 9162 sections 2.1.3.2 and 2.1.4.2. Sizes and indices may come from anyone. */
public final class TreeVerification {
    private TreeVerification() {}

    /** Whether {@code leafHash} is leaf {@code index} of {@code tree}. */
    public static Check inclusion(TreeHash leafHash, long index, TreeHead tree, List<TreeHash> proof) {
        if (index < 0 || index >= tree.size()) {
            return Check.failed("Expected a leaf index below the size " + tree.size() + ", found "
                    + Long.toUnsignedString(index) + ".");
        }
        Climb climb = new Climb(index, tree.size() - 1, leafHash);
        Check length = climb.through(proof);
        if (!length.holds()) {
            return length;
        }
        return climb.whole.equals(tree.root())
                ? Check.ok()
                : Check.failed("Expected the proof to lead to root " + tree.root() + ", found " + climb.whole
                        + ": it is for another leaf, index or tree.");
    }

    /** Whether the leaves of {@code old} are a prefix of those of {@code tree}. */
    public static Check consistency(TreeHead old, TreeHead tree, List<TreeHash> proof) {
        if (old.size() > tree.size()) {
            return Check.failed(
                    "Expected an older tree of at most " + tree.size() + " leaves, found " + old.size() + ".");
        }
        if (old.size() == 0 || old.size() == tree.size()) {
            return withoutProof(old, tree, proof);
        }
        boolean oldIsOneSubtree = Long.bitCount(old.size()) == 1;
        if (proof.isEmpty()) {
            return Check.failed("Expected a proof from size " + old.size() + " to " + tree.size() + ", found none.");
        }
        int full = Long.numberOfTrailingZeros(old.size());
        TreeHash start = oldIsOneSubtree ? old.root() : proof.getFirst();
        Climb climb = new Climb((old.size() - 1) >>> full, (tree.size() - 1) >>> full, start);
        Check length = climb.through(oldIsOneSubtree ? proof : proof.subList(1, proof.size()));
        if (!length.holds()) {
            return length;
        }
        if (!climb.upToLeaf.equals(old.root())) {
            return Check.failed("Expected the proof to lead to the old root " + old.root() + " of size " + old.size()
                    + ", found " + climb.upToLeaf + ".");
        }
        return climb.whole.equals(tree.root())
                ? Check.ok()
                : Check.failed("Expected the proof to lead to the root " + tree.root() + " of size " + tree.size()
                        + ", found " + climb.whole + ".");
    }

    private static Check withoutProof(TreeHead old, TreeHead tree, List<TreeHash> proof) {
        if (!proof.isEmpty()) {
            return Check.failed("Expected no proof from size " + old.size() + " to " + tree.size() + ", found "
                    + proof.size() + " hashes.");
        }
        TreeHash expectedOld = old.size() == 0 ? TreeHash.EMPTY_TREE : tree.root();
        if (!old.root().equals(expectedOld)) {
            return Check.failed(
                    "Expected root " + expectedOld + " at size " + old.size() + ", found " + old.root() + ".");
        }
        return tree.size() == 0 && !tree.root().equals(TreeHash.EMPTY_TREE)
                ? Check.failed("Expected the empty tree's root, found " + tree.root() + ".")
                : Check.ok();
    }

    /** The way from a node to the root, joining the siblings that a proof gives. */
    private static final class Climb {
        private long node;
        private long last;
        /** The root over everything up to the starting node: siblings on the right are left out. */
        private TreeHash upToLeaf;
        /** The root over everything. */
        private TreeHash whole;

        Climb(long node, long last, TreeHash start) {
            this.node = node;
            this.last = last;
            this.upToLeaf = start;
            this.whole = start;
        }

        /** Fails if the proof has more or fewer hashes than the way has joints. */
        Check through(List<TreeHash> proof) {
            for (TreeHash sibling : proof) {
                if (last == 0) {
                    return Check.failed("Expected a shorter proof, found hashes left over at the root.");
                }
                join(sibling);
            }
            return last == 0 ? Check.ok() : Check.failed("Expected a longer proof, found its end below the root.");
        }

        private void join(TreeHash sibling) {
            if ((node & 1) == 1 || node == last) {
                upToLeaf = TreeHash.ofNode(sibling, upToLeaf);
                whole = TreeHash.ofNode(sibling, whole);
                // Levels at which the rightmost node had no neighbour contribute nothing to the path.
                int skipped = Long.numberOfTrailingZeros(node);
                node >>>= skipped;
                last >>>= skipped;
            } else {
                whole = TreeHash.ofNode(whole, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
    }
}
