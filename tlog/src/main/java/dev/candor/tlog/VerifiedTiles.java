package dev.candor.tlog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads subtree hashes of one tree out of tiles of an untrusted source, and gives only hashes that its root vouches for:
 * the partial tiles hold the peaks, which must fold to the root, and every full tile must hash to its place in the tile
 * above. A missing partial tile is cut from the full one. Not thread-safe; keeps {@link #MAX_CACHED_TILES} tiles.
 */
public final class VerifiedTiles implements SubtreeHashes {
    /** About 4 MiB of hashes. */
    static final int MAX_CACHED_TILES = 256;

    private final TreeHead tree;
    private final TileSource source;
    /** The partial tile of each level, verified together by the root. */
    private final Map<TileId, Tile> edge;

    private final Map<TileId, Tile> cache = new LinkedHashMap<>(16, 0.75f, true);

    private VerifiedTiles(TreeHead tree, TileSource source, Map<TileId, Tile> edge) {
        this.tree = tree;
        this.source = source;
        this.edge = edge;
    }

    /** Fetches the partial tiles, at most one a level, and verifies them against the root. */
    public static Parsed<VerifiedTiles> open(TreeHead tree, TileSource source) {
        Map<TileId, Tile> edge = new LinkedHashMap<>();
        for (TileId id : TileLayout.partialTiles(tree.size())) {
            switch (fetch(id, source)) {
                case Parsed.Malformed<Tile> malformed -> {
                    return malformed.cast();
                }
                case Parsed.Ok<Tile>(Tile tile) -> edge.put(id, tile);
            }
        }
        TreeHash root = Subtree.fold(peaks(tree.size(), edge));
        return root.equals(tree.root())
                ? Parsed.ok(new VerifiedTiles(tree, source, edge))
                : Parsed.malformed("Expected the partial tiles of size " + tree.size() + " to give root " + tree.root()
                        + ", found " + root + ": the tiles are of another tree.");
    }

    private static List<TreeHash> peaks(long size, Map<TileId, Tile> edge) {
        List<TreeHash> peaks = new ArrayList<>();
        for (Subtree peak : Subtree.peaksOf(size)) {
            peaks.add(in(edge, peak.level(), peak.index(), size));
        }
        return peaks;
    }

    private static TreeHash in(Map<TileId, Tile> tiles, int level, long index, long size) {
        TileId id = tileOf(level, index, size);
        Tile tile = tiles.get(id);
        if (tile == null) {
            throw new IllegalStateException(
                    "Expected the peaks of size " + size + " in its partial tiles, not in " + id.path() + ".");
        }
        return subtree(tile, level, index);
    }

    private static TileId tileOf(int level, long index, long size) {
        int above = level % TileId.HEIGHT;
        return TileLayout.tileWith(level / TileId.HEIGHT, index << above, size);
    }

    private static TreeHash subtree(Tile tile, int level, long index) {
        int above = level % TileId.HEIGHT;
        return tile.subtree(above, (int) (index & ((TileResource.FULL_WIDTH >> above) - 1)));
    }

    public TreeHead tree() {
        return tree;
    }

    /** Throws {@link HashUnavailableException} if a tile is missing or is not of this tree. */
    @Override
    public TreeHash hash(int level, long index) {
        if (level < 0 || level >= Long.SIZE - 1 || index < 0 || index >= tree.size() >>> level) {
            throw new IndexOutOfBoundsException("Expected a complete subtree of a tree of " + tree.size()
                    + " leaves, found level " + level + ", index " + index + ".");
        }
        return subtree(tile(tileOf(level, index, tree.size())), level, index);
    }

    /** A tile that the root vouches for; throws {@link HashUnavailableException} as {@link #hash}. */
    public Tile tile(TileId id) {
        if (!TileLayout.has(tree.size(), id)) {
            throw new IndexOutOfBoundsException(
                    "Expected a tile of a tree of " + tree.size() + " leaves, found " + id.path() + ".");
        }
        Tile known = id.isFull() ? cache.get(id) : edge.get(id);
        if (known != null) {
            return known;
        }
        Tile tile = switch (fetch(id, source)) {
            case Parsed.Malformed<Tile>(String why) -> throw new HashUnavailableException(why);
            case Parsed.Ok<Tile>(Tile fetched) -> fetched;
        };
        TreeHash expected = hash(TileId.HEIGHT * (id.level() + 1), id.index());
        TreeHash found = tile.root();
        if (!found.equals(expected)) {
            throw new HashUnavailableException("Expected " + id.path() + " to hash to " + expected + ", found " + found
                    + ": the source gave a tile of another tree.");
        }
        remember(tile);
        return tile;
    }

    /** The entries of a bundle whose bytes were fetched from anywhere, each held against its leaf hash. */
    public Parsed<List<byte[]>> entries(EntryBundleId id, byte[] bytes) {
        List<TreeHash> leaves = tile(id.leafTile()).hashes();
        return EntryBundle.decode(id, bytes).then(entries -> {
            for (int i = 0; i < entries.size(); i++) {
                if (!TreeHash.ofLeaf(entries.get(i)).equals(leaves.get(i))) {
                    return Parsed.malformed("Expected entry " + (id.index() * TileResource.FULL_WIDTH + i)
                            + " to have leaf hash " + leaves.get(i) + ", found another entry.");
                }
            }
            return Parsed.ok(entries);
        });
    }

    private void remember(Tile tile) {
        cache.put(tile.id(), tile);
        if (cache.size() > MAX_CACHED_TILES) {
            cache.remove(cache.keySet().iterator().next());
        }
    }

    private static Parsed<Tile> fetch(TileId id, TileSource source) {
        Optional<byte[]> bytes = source.fetch(id);
        if (bytes.isPresent()) {
            return Tile.decode(id, bytes.get());
        }
        // Logs may drop a partial tile once the full one exists.
        Optional<byte[]> full = id.isFull() ? Optional.empty() : source.fetch(id.full());
        return full.isPresent()
                ? Tile.decode(id.full(), full.get()).map(tile -> tile.narrowed(id.width()))
                : Parsed.malformed("Expected " + id.path() + " to be there, found nothing.");
    }
}
