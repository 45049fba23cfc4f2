package dev.candor.execution;

import dev.candor.protocol.types.Address;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What came of an attempt to build a block of a list of transactions. */
public sealed interface BuildOutcome {

    record Built(Payload payload) implements BuildOutcome {}

    /**
     * One of the transactions is not valid at its place. Which one is only hinted at: clients word it differently, and some
     * refusals name nobody. A hint may be missing or wrong.
     *
     * @param message the client's
     * @param sender of the first transaction that is not valid
     * @param nonce of that transaction
     * @param index of that transaction in the list
     */
    record Refused(String message, Optional<Address> sender, OptionalLong nonce, OptionalInt index)
            implements BuildOutcome {}
}
