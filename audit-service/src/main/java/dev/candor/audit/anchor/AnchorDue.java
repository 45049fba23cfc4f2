package dev.candor.audit.anchor;

import dev.candor.audit.checkpoint.PublishedCheckpoint;
import java.util.Optional;

/**
 * Whether it is time for an anchor: the log has grown since the newest one, and that is old or many checkpoints ago. Counts the
 * checkpoints that it is shown; after a start it begins anew, and the interval holds all the same. One thread.
 */
final class AnchorDue {
    private final AnchorProperties properties;
    private long shown;
    private long counted;
    private long countedSince;

    AnchorDue(AnchorProperties properties) {
        this.properties = properties;
    }

    boolean isDue(Optional<Anchors.Anchor> newest, Optional<PublishedCheckpoint> published, long nowMillis) {
        long anchored = newest.map(Anchors.Anchor::size).orElse(0L);
        long size = published.map(PublishedCheckpoint::size).orElse(0L);
        count(anchored, size);
        if (size <= anchored) {
            return false;
        }
        return newest.isEmpty()
                || nowMillis - newest.get().seenAtMillis()
                        >= properties.interval().toMillis()
                || counted >= properties.everyCheckpoints();
    }

    private void count(long anchored, long size) {
        if (anchored != countedSince) {
            countedSince = anchored;
            counted = 0;
        }
        if (size > anchored && size != shown) {
            counted++;
        }
        shown = size;
    }
}
