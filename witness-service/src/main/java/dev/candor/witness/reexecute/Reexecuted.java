package dev.candor.witness.reexecute;

import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.ordering.OutcomeLeaf;
import java.util.List;

/**
 * What execution makes of a batch.
 *
 * @param header of the L2 block
 * @param outcomes one per position
 */
public record Reexecuted(L2BlockHeader header, List<OutcomeLeaf> outcomes) {
    public Reexecuted {
        outcomes = List.copyOf(outcomes);
    }
}
