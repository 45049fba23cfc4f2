package dev.candor.audit.log;

import dev.candor.tlog.EntryBundle;
import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.Tile;
import dev.candor.tlog.TileId;
import dev.candor.tlog.TileResource;
import dev.candor.tlog.TreeHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tree computed a second time, from the bundles as they are stored, and held against the stored tiles and the committed
 * root: what is to be signed is what others will read. Not thread-safe; of no further use after an exception.
 */
public final class RecheckedTree {
    private static final int BUNDLES_AT_ONCE = 32;
    private static final String RUNBOOK = " Nothing was signed. See docs/runbooks/log-behind.md.";

    private final TileStore store;
    private final TreeGrowth growth;

    private RecheckedTree(TileStore store, TreeGrowth growth) {
        this.store = store;
        this.growth = growth;
    }

    /**
     * Begins with a tree that was signed.
     *
     * @throws PipelineFault what is stored does not rebuild it
     */
    static RecheckedTree from(TreeHead signed, TileStore store) {
        return new RecheckedTree(store, TreeGrowth.from(signed, store));
    }

    public TreeHead head() {
        return growth.head();
    }

    /**
     * Goes on to a later tree and gives it back.
     *
     * @throws PipelineFault the stored bytes give another tree
     */
    public TreeHead extendTo(TreeHead target) {
        while (growth.head().size() < target.size()) {
            appendSome(target.size());
            compare(growth.head().size() == target.size() ? growth.takeGrown() : growth.takeFull());
        }
        if (!growth.head().equals(target)) {
            throw fault("Expected the stored entries to give root %s at size %d, found %s at %d."
                    .formatted(
                            target.root(),
                            target.size(),
                            growth.head().root(),
                            growth.head().size()));
        }
        return target;
    }

    private void appendSome(long size) {
        long first = growth.head().size() / TileResource.FULL_WIDTH;
        List<EntryBundleId> wanted = new ArrayList<>();
        for (long index = first; wanted.size() < BUNDLES_AT_ONCE && index * TileResource.FULL_WIDTH < size; index++) {
            wanted.add(new EntryBundleId(index, StoredHead.width(0, index, size)));
        }
        Map<TileResource, byte[]> stored = store.readAll(wanted);
        for (EntryBundleId id : wanted) {
            int known = (int) (growth.head().size() - id.index() * TileResource.FULL_WIDTH);
            entries(id, stored).subList(known, id.width()).forEach(growth::append);
        }
    }

    private List<byte[]> entries(EntryBundleId id, Map<TileResource, byte[]> stored) {
        byte[] exact = stored.get(id);
        if (exact != null) {
            return EntryBundle.decode(id, exact).orThrow();
        }
        byte[] full = store.read(id.full())
                .orElseThrow(() -> fault("Expected the bundle %s in the store, found nothing.".formatted(id.path())));
        return EntryBundle.decode(id.full(), full).orThrow();
    }

    private void compare(Map<TileResource, byte[]> expected) {
        List<TileId> tiles = new ArrayList<>();
        expected.keySet().forEach(resource -> {
            if (resource instanceof TileId tile) {
                tiles.add(tile);
            }
        });
        Map<TileResource, byte[]> stored = store.readAll(tiles);
        for (TileId tile : tiles) {
            byte[] found = Optional.ofNullable(stored.get(tile))
                    .or(() -> cutFromFull(tile))
                    .orElse(null);
            if (found == null || !Arrays.equals(found, expected.get(tile))) {
                throw fault("Expected the tile %s as the stored entries give it, found %s."
                        .formatted(tile.path(), found == null ? "nothing" : "other bytes"));
            }
        }
    }

    private Optional<byte[]> cutFromFull(TileId tile) {
        return store.read(tile.full()).map(bytes -> {
            Tile full = Tile.decode(tile.full(), bytes).orThrow();
            return Tile.of(tile, full.hashes().subList(0, tile.width())).encode();
        });
    }

    private static PipelineFault fault(String what) {
        return new PipelineFault(PipelineFault.Kind.STORED_BYTES, what + RUNBOOK);
    }
}
