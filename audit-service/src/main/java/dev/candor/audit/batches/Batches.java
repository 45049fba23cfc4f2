package dev.candor.audit.batches;

import dev.candor.audit.entries.BatchKey;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.rollup.PostedBatch;

/** Makes batches anew. What was made is kept for a while. Safe for many threads. */
public interface Batches {

    /** From the log: the first BatchSealed of this key, with its BatchExecuted if there is one. */
    Rebuilding rebuilt(BatchKey key);

    /** From the log's arrivals, for a sealed batch that the caller has: one of several of one key, say. */
    Rebuilding rebuilt(LoggedEvent.BatchSealed sealed);

    /**
     * From what stands on L1 alone: the calldata of the post, the data, the forced inbox and the policy. Nothing of the log is
     * used but for transactions that the data only names as duplicates of earlier ones.
     *
     * @throws L1UnavailableException ask again later
     */
    Rebuilding rebuiltFromL1(PostedBatch post);
}
