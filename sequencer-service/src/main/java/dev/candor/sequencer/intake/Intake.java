package dev.candor.sequencer.intake;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.util.List;

/** The door for transactions. Blocks its caller, a virtual thread, until there is an answer. */
public interface Intake {

    /**
     * Admits or refuses transactions that came together, in their order; a nonce gap that a later one of them fills is none.
     *
     * @param clientAddress whose rate is counted
     * @return one answer each
     */
    List<Admission> submit(List<Bytes> rawTransactions, String clientAddress);

    /**
     * The nonce that would be admitted now: the account's, and its pending arrivals counted.
     *
     * @throws dev.candor.sequencer.execution.EngineUnavailableException the account cannot be read now
     */
    long nextNonce(Address sender);
}
