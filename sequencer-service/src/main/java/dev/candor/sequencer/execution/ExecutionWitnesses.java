package dev.candor.sequencer.execution;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.util.Optional;
import java.util.Set;

/** Has the client execute blocks once more and say what it read. */
public interface ExecutionWitnesses {

    /**
     * @param further accounts that must be in it besides those which the block reads
     * @return empty when the client has forgotten the state before the block: one that is not an archive keeps the last 128
     * @throws EngineUnavailableException the client does not answer, or lacks the block
     */
    Optional<ExecutionWitness> of(Hash32 blockHash, Hash32 parentHash, Set<Address> further);
}
