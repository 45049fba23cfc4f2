package dev.candor.audit.serving;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.tlog.EntryBundleId;
import dev.candor.tlog.TileId;
import dev.candor.tlog.TileResource;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Whether a published checkpoint covers something. What was covered once is for ever, so most answers need no question. */
@Component
class Covered {
    private static final int TREE_LEVELS_OF_A_TILE = 8;

    private final Checkpoints checkpoints;
    private final AtomicLong known = new AtomicLong();

    Covered(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    boolean covers(TileResource resource) {
        return covers(resource, known.get()) || covers(resource, refreshed());
    }

    /** The size of the newest published checkpoint; 0 before the first. */
    long refreshed() {
        long size = checkpoints.newest().map(PublishedCheckpoint::size).orElse(0L);
        return known.accumulateAndGet(size, Math::max);
    }

    private static boolean covers(TileResource resource, long size) {
        int level = switch (resource) {
            case TileId tile -> tile.level();
            case EntryBundleId bundle -> 0;
        };
        long hashes = size >>> (TREE_LEVELS_OF_A_TILE * level);
        return hashes - resource.index() * TileResource.FULL_WIDTH >= resource.width();
    }
}
