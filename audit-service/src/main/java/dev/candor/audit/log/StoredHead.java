package dev.candor.audit.log;

import dev.candor.tlog.EntryBundle;
import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.TileId;
import dev.candor.tlog.TileResource;
import dev.candor.tlog.TileSource;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.VerifiedTiles;
import java.util.List;
import java.util.Optional;

/** Opens trees on stored tiles. A tree that its tiles do not rebuild is a fault. */
final class StoredHead {
    private StoredHead() {}

    static VerifiedTiles open(TreeHead tree, TileStore store) {
        TileSource source = store::read;
        return switch (VerifiedTiles.open(tree, source)) {
            case Parsed.Ok<VerifiedTiles>(VerifiedTiles tiles) -> tiles;
            case Parsed.Malformed<VerifiedTiles>(String why) ->
                throw new PipelineFault(
                        PipelineFault.Kind.STORED_BYTES,
                        "Expected the stored tiles to rebuild the tree of size %d. %s See docs/runbooks/log-behind.md."
                                .formatted(tree.size(), why));
        };
    }

    /** The entries of the bundle as the tree of {@code tiles} has it, each held against its leaf hash. */
    static List<byte[]> bundle(EntryBundleId id, VerifiedTiles tiles, TileStore store) {
        Optional<byte[]> bytes = store.read(id);
        boolean whole = bytes.isPresent() || id.isFull();
        EntryBundleId found = whole ? id : id.full();
        byte[] stored = (whole ? bytes : store.read(found))
                .orElseThrow(() -> new PipelineFault(
                        PipelineFault.Kind.STORED_BYTES,
                        "Expected the bundle %s in the store, found nothing. See docs/runbooks/log-behind.md."
                                .formatted(id.path())));
        return switch (whole ? tiles.entries(id, stored) : cut(id, stored, tiles)) {
            case Parsed.Ok<List<byte[]>>(List<byte[]> entries) -> entries;
            case Parsed.Malformed<List<byte[]>>(String why) ->
                throw new PipelineFault(PipelineFault.Kind.STORED_BYTES, why + " See docs/runbooks/log-behind.md.");
        };
    }

    /** A partial bundle may be gone since the full one is there. */
    private static Parsed<List<byte[]>> cut(EntryBundleId id, byte[] full, VerifiedTiles tiles) {
        return EntryBundle.decode(id.full(), full)
                .then(entries -> tiles.entries(id, EntryBundle.encode(entries.subList(0, id.width()))));
    }

    /** The width that the resource at {@code index} has at tree size {@code size}; 0 if there is none. */
    static int width(int tileLevel, long index, long size) {
        long hashes = size >>> (8 * tileLevel);
        return (int) Math.clamp(hashes - index * TileResource.FULL_WIDTH, 0, TileResource.FULL_WIDTH);
    }

    static int levels() {
        return TileId.MAX_LEVEL + 1;
    }
}
