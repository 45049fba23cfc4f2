package dev.candor.audit.fsck;

import java.io.IOException;
import java.util.Optional;

/** What anybody can fetch of a log. Thread-safe. */
interface PublicBytes {
    /**
     * @param path below the log's prefix, without a leading slash
     * @throws IOException it cannot be said whether there is such a resource
     */
    Optional<byte[]> fetch(String path) throws IOException, InterruptedException;
}
