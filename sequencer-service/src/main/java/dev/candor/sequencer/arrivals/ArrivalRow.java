package dev.candor.sequencer.arrivals;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;

/**
 * A committed row of the line of arrivals.
 *
 * @param txHash zero, like sender, nonce and time, for an EMPTY arrival, whose rawTx is empty
 */
public record ArrivalRow(long seq, Hash32 txHash, Address sender, long nonce, long receivedAtMillis, Bytes rawTx) {

    public boolean isEmpty() {
        return rawTx.isEmpty();
    }
}
