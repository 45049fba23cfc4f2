package dev.candor.tlog;

/**
 * A tile of hashes: 256 of them if full, each the root of {@code 256^level} leaves (tlog-tiles, "Merkle Tree").
 *
 * @param level 0 to {@link #MAX_LEVEL}; the tree's level of the hashes is {@code 8 · level}
 * @param index among the tiles of its level
 * @param width hashes in it: 1 to 256
 */
public record TileId(int level, long index, int width) implements TileResource {
    /** The highest level of a tree below 2^63 leaves; the format itself counts to 63. */
    public static final int MAX_LEVEL = 7;

    /** Levels of the tree that one tile spans. */
    static final int HEIGHT = 8;

    public TileId {
        if (level < 0 || level > MAX_LEVEL) {
            throw new IllegalArgumentException("Expected a tile level of 0 to " + MAX_LEVEL + ", found " + level + ".");
        }
        TilePaths.requireIndexAndWidth(index, width, HEIGHT * level);
    }

    @Override
    public String path() {
        return "tile/" + level + "/" + TilePaths.indexAndWidth(index, width);
    }

    @Override
    public TileId full() {
        return new TileId(level, index, FULL_WIDTH);
    }
}
