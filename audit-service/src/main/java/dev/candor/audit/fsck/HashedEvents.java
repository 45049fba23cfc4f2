package dev.candor.audit.fsck;

import dev.candor.audit.log.LogEntry;
import dev.candor.protocol.types.Bytes;
import java.io.IOException;
import java.util.Optional;

/** The events whose entries hold only their hash (log.md section 2): each must be served, and be the one that was hashed. */
final class HashedEvents {
    private final PublicBytes service;

    /** @param service paths are below the service, not below the log's prefix */
    HashedEvents(PublicBytes service) {
        this.service = service;
    }

    /** What is wrong with the event of this entry; nothing if it is as it must be. */
    Optional<String> check(LogEntry entry) throws IOException, InterruptedException {
        String path = "v1/entries/" + entry.index() + "/event";
        Optional<byte[]> event = service.fetch(path);
        if (event.isEmpty()) {
            return Optional.of("Expected %s to serve the event whose hash is entry %d, found nothing."
                    .formatted(path, entry.index()));
        }
        if (!LogEntry.hashed(Bytes.wrap(event.get())).equals(entry.event())) {
            return Optional.of("Expected the event of %s to hash to entry %d, found %d other bytes."
                    .formatted(path, entry.index(), event.get().length));
        }
        return Optional.empty();
    }
}
