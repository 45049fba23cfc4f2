package dev.candor.tlog;

/**
 * A bundle of entries, beside the tile of level 0 with the same index and width (tlog-tiles, "Log entries").
 *
 * @param index the bundle's first entry is {@code 256 · index}
 * @param width entries in it: 1 to 256
 */
public record EntryBundleId(long index, int width) implements TileResource {
    public EntryBundleId {
        TilePaths.requireIndexAndWidth(index, width, 0);
    }

    @Override
    public String path() {
        return TilePaths.ENTRIES + TilePaths.indexAndWidth(index, width);
    }

    @Override
    public EntryBundleId full() {
        return new EntryBundleId(index, FULL_WIDTH);
    }

    /** The tile with the leaf hashes of these entries. */
    public TileId leafTile() {
        return new TileId(0, index, width);
    }
}
