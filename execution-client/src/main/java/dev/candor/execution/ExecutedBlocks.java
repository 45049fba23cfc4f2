package dev.candor.execution;

import dev.candor.protocol.types.Hash32;
import java.util.List;

/** The blocks of the batches that were executed before, wherever they are kept: what the client must hold. */
public interface ExecutedBlocks {

    /** @param number of an executed batch, or 0 for genesis */
    Hash32 hash(long number);

    /** Blocks {@code from} (at least 1) and after it in their order, at least one and at most {@code max}. */
    List<Payload> blocks(long from, int max);
}
