package dev.candor.witness.reexecute;

import dev.candor.l1.batches.BatchFromL1;
import dev.candor.protocol.types.Hash32;

/**
 * A client that executes batches. Deterministic: the same batch on the same parent gives the same block, on every kind of client
 * and at every repetition; what follows from a batch is the protocol's, not the client's.
 */
public interface Reexecutor {

    /** Which kind of client this is, for people: dissent of one kind alone points at the kind. */
    String kind();

    /**
     * @param batch its transactions by position, forced entries with the gas that was paid for them
     * @param parentBlock the L2 block of the parent batch by this witness's own execution; for batch 1 the genesis block
     * @throws ClientUnavailableException for every reason that is the client's: it is never a verdict
     */
    Reexecuted execute(BatchFromL1 batch, Hash32 parentBlock);
}
