package dev.candor.audit.fsck;

import dev.candor.tlog.EntryBundle;
import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.Tile;
import dev.candor.tlog.TileId;
import dev.candor.tlog.TileResource;
import dev.candor.tlog.TreeHash;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Fetches tiles and bundles in their forms; a partial one that is gone is cut from the full one. */
record Fetching(PublicBytes bytes) {

    Parsed<List<TreeHash>> hashes(TileId id) throws IOException, InterruptedException {
        Optional<byte[]> exact = bytes.fetch(id.path());
        if (exact.isPresent()) {
            return Tile.decode(id, exact.get()).map(Tile::hashes);
        }
        Optional<byte[]> full =
                id.isFull() ? Optional.empty() : bytes.fetch(id.full().path());
        return full.map(found ->
                        Tile.decode(id.full(), found).map(tile -> tile.hashes().subList(0, id.width())))
                .orElseGet(() -> missing(id));
    }

    Parsed<List<byte[]>> entries(EntryBundleId id) throws IOException, InterruptedException {
        Optional<byte[]> exact = bytes.fetch(id.path());
        if (exact.isPresent()) {
            return EntryBundle.decode(id, exact.get());
        }
        Optional<byte[]> full =
                id.isFull() ? Optional.empty() : bytes.fetch(id.full().path());
        return full.map(found -> EntryBundle.decode(id.full(), found).map(entries -> entries.subList(0, id.width())))
                .orElseGet(() -> missing(id));
    }

    private static <T> Parsed<T> missing(TileResource resource) {
        return Parsed.malformed("Expected " + resource.path() + " to be there, found nothing.");
    }
}
