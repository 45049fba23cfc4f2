package dev.candor.tlog;

import java.util.Optional;

/** Fetches the bytes of tiles; they need not be trustworthy. */
@FunctionalInterface
public interface TileSource {
    /** The bytes at {@link TileId#path()}, or nothing if there are none there. */
    Optional<byte[]> fetch(TileId tile);
}
