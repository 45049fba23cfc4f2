package dev.candor.sequencer.batches;

import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads stored batches that are not void; the writers are in {@code ordering} and {@code settlement}. */
public interface BatchStore {

    long MAX_PAGE = 100;

    Optional<StoredBatch> find(long number);

    /** The newest batch whatever its status. */
    Optional<StoredBatch> newest();

    /** The newest batch that has come at least as far as {@code status}. */
    Optional<StoredBatch> newestAtLeast(BatchStatus status);

    /**
     * The number of the newest batch that has come at least as far as {@code status}, 0 while there is none. Loads nothing else:
     * this is what a loop asks many times a second.
     */
    long newestNumber(BatchStatus status);

    /** Batches from {@code number} on that have come at least as far as {@code status}, at most {@link #MAX_PAGE}. */
    List<StoredBatch> from(long number, BatchStatus atLeast, int limit);

    /** The batch whose cut covers an arrival. */
    Optional<StoredBatch> covering(Seq seq);

    /** The ordered transactions of a batch that is at least ORDERED. */
    BatchContents contents(StoredBatch batch);

    /** The leaves and trees of a batch that is at least ORDERED, rebuilt from stored rows. */
    BatchOrder order(StoredBatch batch);

    /** Where a transaction was skipped, newest first, if it was. */
    Optional<Skip> skipped(Hash32 txHash);

    /** Hands over the hash of every transaction that a batch skipped, in no order. */
    void forEachSkipped(Consumer<Hash32> consumer);

    record Skip(long number, int position, String reason) {}
}
