package dev.candor.tlog;

/**
 * A tree by its size and root.
 *
 * @param size leaves, below 2^63
 */
public record TreeHead(long size, TreeHash root) {
    public static final TreeHead EMPTY = new TreeHead(0, TreeHash.EMPTY_TREE);

    public TreeHead {
        if (size < 0) {
            throw new IllegalArgumentException(
                    "Expected a size below 2^63, found " + Long.toUnsignedString(size) + ".");
        }
    }
}
