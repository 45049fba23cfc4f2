package dev.candor.audit.log;

import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.TileId;
import dev.candor.tlog.TileResource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** A process that stores tiles without end, to be killed: {@code TileWriter <folder>} prints the index of each that is durable. */
final class TileWriter {
    private static final int TILE_BYTES = 256 * 32;

    private TileWriter() {}

    public static void main(String[] arguments) {
        try (FileTileStore store = new FileTileStore(Path.of(arguments[0]))) {
            for (long index = 0; ; index++) {
                store.put(Map.of(
                        tile(index), bytesOf(tile(index)),
                        bundle(index), bytesOf(bundle(index))));
                System.out.println(index);
            }
        }
    }

    static TileId tile(long index) {
        return new TileId(0, index, TileResource.FULL_WIDTH);
    }

    static EntryBundleId bundle(long index) {
        return new EntryBundleId(index, TileResource.FULL_WIDTH);
    }

    /** As long as a tile, another for each resource. */
    static byte[] bytesOf(TileResource resource) {
        byte[] bytes = new byte[TILE_BYTES];
        Arrays.fill(bytes, (byte) resource.path().hashCode());
        return bytes;
    }
}
