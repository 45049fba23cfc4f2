package dev.candor.witness.reexecute;

import dev.candor.l1.batches.BatchFromL1;
import dev.candor.protocol.types.Hash32;

/** What a client that has lost its states is given again. */
public interface EarlierBatches {

    /** The L2 block of a batch that was judged, by this witness's own execution; for 0 the genesis block. */
    Hash32 blockHash(long number);

    /**
     * A judged batch, made anew from L1.
     *
     * @throws ClientUnavailableException L1 does not show it now
     */
    BatchFromL1 batch(long number);
}
