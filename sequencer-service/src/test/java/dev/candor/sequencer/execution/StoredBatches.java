package dev.candor.sequencer.execution;

import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** Batches that a real client executed, in memory. */
final class StoredBatches implements BatchStore {
    private final NavigableMap<Long, BatchContents> byNumber = new ConcurrentSkipListMap<>();

    void put(BatchContents executed) {
        byNumber.put(executed.batch().number(), executed);
    }

    /** As after a rollback: the numbers belong to an ended generation. */
    void forgetAfter(long number) {
        byNumber.tailMap(number, false).clear();
    }

    @Override
    public Optional<StoredBatch> find(long number) {
        return Optional.ofNullable(byNumber.get(number)).map(BatchContents::batch);
    }

    @Override
    public Optional<StoredBatch> newest() {
        return Optional.ofNullable(byNumber.lastEntry())
                .map(Map.Entry::getValue)
                .map(BatchContents::batch);
    }

    @Override
    public Optional<StoredBatch> newestAtLeast(BatchStatus status) {
        return newest();
    }

    @Override
    public long newestNumber(BatchStatus status) {
        return newestAtLeast(status).map(StoredBatch::number).orElse(0L);
    }

    @Override
    public List<StoredBatch> from(long number, BatchStatus atLeast, int limit) {
        return byNumber.tailMap(number, true).values().stream()
                .limit(limit)
                .map(BatchContents::batch)
                .toList();
    }

    @Override
    public Optional<StoredBatch> covering(Seq seq) {
        return Optional.empty();
    }

    @Override
    public BatchContents contents(StoredBatch batch) {
        return Objects.requireNonNull(byNumber.get(batch.number()));
    }

    @Override
    public BatchOrder order(StoredBatch batch) {
        throw new UnsupportedOperationException("Execution reads no trees.");
    }

    @Override
    public Optional<Skip> skipped(Hash32 txHash) {
        return Optional.empty();
    }

    @Override
    public void forEachSkipped(Consumer<Hash32> consumer) {
        // Execution asks for no skips.
    }
}
