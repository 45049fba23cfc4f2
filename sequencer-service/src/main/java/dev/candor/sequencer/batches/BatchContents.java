package dev.candor.sequencer.batches;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.List;

/**
 * The transactions of a batch in the order of their positions, rebuilt from stored rows.
 *
 * @param entries all order leaves, skipped ones too
 */
public record BatchContents(StoredBatch batch, List<Entry> entries) {

    /**
     * @param forced whether it came from the forced queue
     * @param seqOrForcedIndex arrival number, or place in the forced queue
     * @param forcedGasLimit the gas paid for in the inbox; 0 for an arrival
     */
    public record Entry(
            int position, boolean forced, long seqOrForcedIndex, Hash32 txHash, Bytes rawTx, long forcedGasLimit) {}
}
