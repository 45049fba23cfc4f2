package dev.candor.tlog;

/** Reads the hashes of complete subtrees, from memory, tiles or a database. */
@FunctionalInterface
public interface SubtreeHashes {
    /**
     * The root of the complete subtree over the leaves {@code [index · 2^level, (index + 1) · 2^level)}; level 0 is the
     * leaf hashes. Only asked for subtrees inside the tree that is worked on; throws {@link HashUnavailableException} if
     * the hash cannot be had.
     *
     * @param level 0 to 62
     */
    TreeHash hash(int level, long index);
}
