package dev.candor.tlog;

import java.util.ArrayList;
import java.util.List;

/** Which tiles and bundles a tree of some size has (tlog-tiles, "Partial Tiles"). */
public final class TileLayout {
    private TileLayout() {}

    /** Hashes at tile level {@code level} in a tree of {@code size} leaves: {@code floor(size / 256^level)}. */
    static long hashesAt(int level, long size) {
        return size >>> (TileId.HEIGHT * level);
    }

    /**
     * The tiles that differ between the trees of {@code oldSize} and {@code size} leaves: every full tile that the growth
     * completes and the partial tile of every level as it is at {@code size}; by level, then index. Nothing for a partial
     * tile that did not change.
     */
    public static List<TileId> grownTiles(long oldSize, long size) {
        requireGrowth(oldSize, size);
        List<TileId> tiles = new ArrayList<>();
        for (int level = 0; level <= TileId.MAX_LEVEL; level++) {
            long before = hashesAt(level, oldSize);
            long after = hashesAt(level, size);
            for (long begin = before & -TileResource.FULL_WIDTH; before < after && begin < after; ) {
                int width = (int) Math.min(TileResource.FULL_WIDTH, after - begin);
                tiles.add(new TileId(level, begin / TileResource.FULL_WIDTH, width));
                begin += width;
            }
        }
        return tiles;
    }

    /** The entry bundles that differ, as {@link #grownTiles}. */
    public static List<EntryBundleId> grownBundles(long oldSize, long size) {
        requireGrowth(oldSize, size);
        List<EntryBundleId> bundles = new ArrayList<>();
        for (long begin = oldSize & -TileResource.FULL_WIDTH; oldSize < size && begin < size; ) {
            int width = (int) Math.min(TileResource.FULL_WIDTH, size - begin);
            bundles.add(new EntryBundleId(begin / TileResource.FULL_WIDTH, width));
            begin += width;
        }
        return bundles;
    }

    /** Whether the tree of {@code size} leaves has this resource: its full ones and its rightmost partial ones. */
    public static boolean has(long size, TileResource resource) {
        long hashes = hashesAt(resource instanceof TileId tile ? tile.level() : 0, size);
        long begin = resource.index() * TileResource.FULL_WIDTH;
        return resource.isFull()
                ? hashes - begin >= TileResource.FULL_WIDTH
                : hashes > begin && hashes - begin == resource.width();
    }

    /** The tile at the right edge of each level that is not full: together they hold the peaks of the tree. */
    static List<TileId> partialTiles(long size) {
        List<TileId> tiles = new ArrayList<>();
        for (int level = 0; level <= TileId.MAX_LEVEL; level++) {
            long hashes = hashesAt(level, size);
            int width = (int) (hashes % TileResource.FULL_WIDTH);
            if (width > 0) {
                tiles.add(new TileId(level, hashes / TileResource.FULL_WIDTH, width));
            }
        }
        return tiles;
    }

    /** The tile of the tree of {@code size} leaves that has hash {@code hashIndex} of tile level {@code level}. */
    static TileId tileWith(int level, long hashIndex, long size) {
        long index = hashIndex / TileResource.FULL_WIDTH;
        long hashes = hashesAt(level, size);
        if (hashIndex < 0 || hashIndex >= hashes) {
            throw new IndexOutOfBoundsException("Expected a hash index below " + hashes + " at tile level " + level
                    + " of a tree of " + size + " leaves, found " + hashIndex + ".");
        }
        return new TileId(
                level, index, (int) Math.min(TileResource.FULL_WIDTH, hashes - index * TileResource.FULL_WIDTH));
    }

    private static void requireGrowth(long oldSize, long size) {
        if (oldSize < 0 || oldSize > size) {
            throw new IllegalArgumentException(
                    "Expected sizes 0 <= old <= new, found " + oldSize + " and " + size + ".");
        }
    }
}
