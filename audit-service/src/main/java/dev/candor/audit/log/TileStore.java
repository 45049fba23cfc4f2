package dev.candor.audit.log;

import dev.candor.tlog.TileResource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Where tiles and bundles lie as the bytes that are served. A resource once stored is never changed. Implementations are
 * thread-safe; trouble with the storage is a retryable exception ({@link org.springframework.dao.DataAccessException} or
 * {@link java.io.UncheckedIOException}).
 */
public interface TileStore {

    Optional<byte[]> read(TileResource resource);

    /** Those of the resources that are there. */
    Map<TileResource, byte[]> readAll(Collection<? extends TileResource> resources);

    /**
     * Durable when it returns. A resource that is there already is left as it is: the caller reads back what is stored and
     * compares.
     */
    void put(Map<? extends TileResource, byte[]> resources);

    /** Removes the partial forms of these full resources, which whoever wants them can cut from the full ones. */
    void dropPartials(Collection<? extends TileResource> full);
}
