package dev.candor.audit.log;

import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.tlog.TileResource;
import dev.candor.tlog.TreeHead;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts sequenced entries into the tree: stores the tiles and bundles that come of them, reads them back, then commits size
 * and root. What was stored before a crash is the same bytes again afterwards, for the tree depends on the segments alone.
 */
final class Integration implements Stage.Work {
    /** Segments of one round: a segment has at most some thousand entries and 16 MiB. */
    private static final int MAX_SEGMENTS = 4;

    private static final Duration IDLE = Duration.ofMillis(20);

    private final LogProgress progress;
    private final Segments segments;
    private final TileStore store;
    private final Leadership leadership;
    private final PipelineMetrics metrics;
    private @Nullable TreeGrowth growth;

    Integration(
            LogProgress progress, Segments segments, TileStore store, Leadership leadership, PipelineMetrics metrics) {
        this.progress = progress;
        this.segments = segments;
        this.store = store;
        this.leadership = leadership;
        this.metrics = metrics;
    }

    @Override
    public Duration round(Term term) {
        TreeGrowth tree = growth;
        if (tree == null) {
            tree = TreeGrowth.from(progress.read().integrated(), store);
            growth = tree;
            metrics.integrated(tree.head().size());
        }
        TreeHead before = tree.head();
        List<Segments.Segment> next = segments.from(before.size(), MAX_SEGMENTS);
        if (next.isEmpty()) {
            return IDLE;
        }
        for (Segments.Segment segment : next) {
            segment.split().forEach(tree::append);
        }
        storeAndReadBack(tree.takeGrown());
        TreeHead after = tree.head();
        leadership.fenced(term, () -> {
            progress.integrated(before, after);
            segments.dropBelow(after.size());
            return after;
        });
        metrics.integrated(after.size());
        return next.size() == MAX_SEGMENTS ? Duration.ZERO : IDLE;
    }

    private void storeAndReadBack(Map<TileResource, byte[]> grown) {
        store.put(grown);
        Map<TileResource, byte[]> stored = store.readAll(grown.keySet());
        grown.forEach((resource, bytes) -> {
            byte[] found = stored.get(resource);
            if (found == null) {
                throw new StaleStageException(
                        "Expected to read back %s after storing it, found nothing.".formatted(resource.path()));
            }
            if (!Arrays.equals(found, bytes)) {
                throw new PipelineFault(
                        PipelineFault.Kind.STORED_BYTES,
                        ("Expected %s to hold the bytes that the sequenced entries give, found others: it was written by another "
                                        + "log, or the storage is damaged. Nothing was changed. See docs/runbooks/log-behind.md.")
                                .formatted(resource.path()));
            }
        });
    }

    @Override
    public void forget() {
        growth = null;
    }
}
