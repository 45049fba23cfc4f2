package dev.candor.audit.log;

import dev.candor.tlog.CompactRange;
import dev.candor.tlog.EntryBundle;
import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.Tile;
import dev.candor.tlog.TileId;
import dev.candor.tlog.TileResource;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.VerifiedTiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The right edge of a tree that grows: takes entries and says which tiles and bundles come of them. A function of the
 * entries alone, so that growing twice gives the same bytes. Not thread-safe; of no further use after an exception.
 */
final class TreeGrowth {
    private final CompactRange tree;
    private final List<List<TreeHash>> edges;
    private final List<byte[]> bundle;
    private final boolean[] touched = new boolean[StoredHead.levels()];
    private final Map<TileResource, byte[]> grown = new LinkedHashMap<>();

    private TreeGrowth(CompactRange tree, List<List<TreeHash>> edges, List<byte[]> bundle) {
        this.tree = tree;
        this.edges = edges;
        this.bundle = bundle;
    }

    /** Goes on from a stored tree; what is stored must rebuild its root. */
    static TreeGrowth from(TreeHead head, TileStore store) {
        List<List<TreeHash>> edges = new ArrayList<>();
        VerifiedTiles tiles = StoredHead.open(head, store);
        for (int level = 0; level < StoredHead.levels(); level++) {
            long hashes = head.size() >>> (8 * level);
            int width = (int) (hashes % TileResource.FULL_WIDTH);
            long index = hashes / TileResource.FULL_WIDTH;
            edges.add(new ArrayList<>(
                    width == 0
                            ? List.of()
                            : tiles.tile(new TileId(level, index, width)).hashes()));
        }
        int width = (int) (head.size() % TileResource.FULL_WIDTH);
        EntryBundleId last = new EntryBundleId(head.size() / TileResource.FULL_WIDTH, Math.max(1, width));
        List<byte[]> bundle = width == 0 ? List.of() : StoredHead.bundle(last, tiles, store);
        return new TreeGrowth(CompactRange.resume(head.size(), tiles), edges, new ArrayList<>(bundle));
    }

    void append(byte[] entry) {
        long index = tree.size();
        bundle.add(entry);
        tree.append(TreeHash.ofLeaf(entry), this::closed);
        if (bundle.size() == TileResource.FULL_WIDTH) {
            grown.put(
                    new EntryBundleId(index / TileResource.FULL_WIDTH, TileResource.FULL_WIDTH),
                    EntryBundle.encode(bundle));
            bundle.clear();
        }
    }

    private void closed(int treeLevel, long index, TreeHash hash) {
        if (treeLevel % 8 != 0) {
            return;
        }
        int level = treeLevel / 8;
        List<TreeHash> edge = edges.get(level);
        edge.add(hash);
        touched[level] = true;
        if (edge.size() == TileResource.FULL_WIDTH) {
            TileId full = new TileId(level, index / TileResource.FULL_WIDTH, TileResource.FULL_WIDTH);
            grown.put(full, Tile.of(full, edge).encode());
            edge.clear();
        }
    }

    TreeHead head() {
        return tree.head();
    }

    /** The full tiles and bundles that were completed since the last call. */
    Map<TileResource, byte[]> takeFull() {
        Map<TileResource, byte[]> full = new LinkedHashMap<>(grown);
        grown.clear();
        return full;
    }

    /**
     * What has come since the last call: the full tiles and bundles that were completed, and the partial ones that changed, as
     * they are now.
     */
    Map<TileResource, byte[]> takeGrown() {
        Map<TileResource, byte[]> all = takeFull();
        for (int level = 0; level < edges.size(); level++) {
            List<TreeHash> edge = edges.get(level);
            if (touched[level] && !edge.isEmpty()) {
                long index = (head().size() >>> (8 * level)) / TileResource.FULL_WIDTH;
                TileId partial = new TileId(level, index, edge.size());
                all.put(partial, Tile.of(partial, edge).encode());
            }
            touched[level] = false;
        }
        if (!bundle.isEmpty()) {
            all.put(
                    new EntryBundleId(head().size() / TileResource.FULL_WIDTH, bundle.size()),
                    EntryBundle.encode(bundle));
        }
        return all;
    }
}
