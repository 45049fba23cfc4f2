package dev.candor.sequencer.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import org.springframework.stereotype.Component;

/** Trees of the batches that were asked for last: one batch of thousands of leaves takes tens of milliseconds to rebuild. */
@Component
class RebuiltBatches {
    /** About 40 MiB. */
    private static final long MAX_LEAVES = 200_000;

    private final BatchStore batches;
    private final HeavyReads heavyReads;
    private final Cache<Hash32, BatchTrees> trees = Caffeine.newBuilder()
            .maximumWeight(MAX_LEAVES)
            .weigher((Hash32 batchHash, BatchTrees rebuilt) -> rebuilt.leafCount() + 1)
            .build();

    RebuiltBatches(BatchStore batches, HeavyReads heavyReads) {
        this.batches = batches;
        this.heavyReads = heavyReads;
    }

    BatchTrees of(StoredBatch batch, StoredBatch.Ordered ordered) {
        return trees.get(
                ordered.batchHash(),
                batchHash -> heavyReads.run(() -> new BatchTrees(ordered.header(), batches.order(batch))));
    }
}
