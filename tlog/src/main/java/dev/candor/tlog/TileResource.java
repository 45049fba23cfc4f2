package dev.candor.tlog;

/** One of the immutable resources of a tiled log, named by its path below the log's prefix (tlog-tiles). */
public sealed interface TileResource permits TileId, EntryBundleId {
    /** Hashes in a full tile, entries in a full bundle. */
    int FULL_WIDTH = 256;

    /** The index among the resources of its kind and level. */
    long index();

    /** Hashes or entries in it: 1 to {@link #FULL_WIDTH}. */
    int width();

    /** For example {@code tile/0/x001/x234/067.p/8}, without a leading slash. */
    String path();

    /** The resource that holds everything this one does, once the log has grown. */
    TileResource full();

    default boolean isFull() {
        return width() == FULL_WIDTH;
    }

    /** Reads exactly the paths that {@link #path()} writes; the path may come from anyone. */
    static Parsed<TileResource> parse(String path) {
        return TilePaths.parse(path);
    }
}
