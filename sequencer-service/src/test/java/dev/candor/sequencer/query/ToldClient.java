package dev.candor.sequencer.query;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.execution.ExecutionWitness;
import dev.candor.sequencer.execution.ExecutionWitnesses;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** An execution client that answers with one witness, has forgotten everything, or is away. */
final class ToldClient implements ExecutionWitnesses {
    private final AtomicReference<Optional<ExecutionWitness>> answer = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Set<Address>> further = new AtomicReference<>(Set.of());
    private volatile boolean away;

    void answer(Optional<ExecutionWitness> witness) {
        away = false;
        answer.set(witness);
    }

    void goAway() {
        away = true;
    }

    /** Of the last question. */
    Set<Address> further() {
        return further.get();
    }

    @Override
    public Optional<ExecutionWitness> of(Hash32 blockHash, Hash32 parentHash, Set<Address> asked) {
        if (away) {
            throw new EngineUnavailableException("away");
        }
        further.set(asked);
        return answer.get();
    }
}
