package dev.candor.audit.fsck;

import dev.candor.tlog.CompactRange;
import dev.candor.tlog.TileId;
import dev.candor.tlog.TileResource;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the tree anew from the entries, and knows what every tile must be. */
final class TreeRules {
    private static final int LEVELS_OF_A_TILE = 8;

    private final CompactRange tree = new CompactRange();
    private final List<List<TreeHash>> edges = new ArrayList<>();
    private final Map<TileId, List<TreeHash>> due = new LinkedHashMap<>();

    TreeRules() {
        for (int level = 0; level <= TileId.MAX_LEVEL; level++) {
            edges.add(new ArrayList<>());
        }
    }

    void append(byte[] entry) {
        tree.append(TreeHash.ofLeaf(entry), (level, index, hash) -> {
            if (level % LEVELS_OF_A_TILE == 0) {
                take(level / LEVELS_OF_A_TILE, index, hash);
            }
        });
    }

    private void take(int level, long index, TreeHash hash) {
        List<TreeHash> edge = edges.get(level);
        edge.add(hash);
        if (edge.size() == TileResource.FULL_WIDTH) {
            due.put(new TileId(level, index / TileResource.FULL_WIDTH, TileResource.FULL_WIDTH), List.copyOf(edge));
            edge.clear();
        }
    }

    /** The full tiles that were completed since the last call. */
    Map<TileId, List<TreeHash>> fullTiles() {
        Map<TileId, List<TreeHash>> full = new LinkedHashMap<>(due);
        due.clear();
        return full;
    }

    /** The partial tiles as they are now. */
    Map<TileId, List<TreeHash>> partialTiles() {
        Map<TileId, List<TreeHash>> partial = new LinkedHashMap<>();
        for (int level = 0; level < edges.size(); level++) {
            List<TreeHash> edge = edges.get(level);
            if (!edge.isEmpty()) {
                long index = (tree.size() >>> (LEVELS_OF_A_TILE * level)) / TileResource.FULL_WIDTH;
                partial.put(new TileId(level, index, edge.size()), List.copyOf(edge));
            }
        }
        return partial;
    }

    long size() {
        return tree.size();
    }

    TreeHead head() {
        return tree.head();
    }
}
