package dev.candor.audit.checkpoint;

import java.util.List;
import java.util.Optional;

/** The published checkpoints. */
public interface Checkpoints {
    /** The longest page. */
    int MAX_PAGE = 100;

    Optional<PublishedCheckpoint> newest();

    /**
     * Newest first.
     *
     * @param below only sizes below this one; {@link Long#MAX_VALUE} begins with the newest
     * @param limit 1 to {@link #MAX_PAGE}
     */
    List<PublishedCheckpoint> page(long below, int limit);

    /** The newest one, if it covers at least {@code size} entries. */
    Optional<PublishedCheckpoint> newestAtLeast(long size);
}
