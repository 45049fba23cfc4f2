package dev.candor.l1.transactions;

import dev.candor.protocol.types.Address;
import java.util.Optional;

/**
 * What a transaction is to do. Equal calls do the same for the same reason; {@code toString} names the call in log lines.
 *
 * @param <C> the service's own type
 */
public interface OutboundCall<C extends OutboundCall<C>> {
    /** Gas of a transaction that does nothing. */
    long PLAIN_TRANSFER_GAS = 21_000;

    /** The input, 0x-hex. */
    String data();

    long gasLimit();

    /** The contract that is called; empty: {@link OutboundOptions#target()}. */
    default Optional<Address> target() {
        return Optional.empty();
    }

    /** Only uses up its nonce: what was to be done there is done or impossible. It goes to the account itself. */
    boolean isNothing();

    /** Rests on what an earlier one leaves behind, and so is looked at again when its turn comes before it is broadcast anew. */
    boolean waitsItsTurn();

    /** For the same reason, with this content. */
    C with(String data, long gasLimit);

    /** What it is for, in log lines. */
    String label();
}
