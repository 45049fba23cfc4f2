package dev.candor.sequencer.settlement;

import dev.candor.protocol.types.Hash32;
import java.util.Optional;

/**
 * What a transaction of the settlement account is to do.
 *
 * @param first batches it is for, {@code first} to {@code last}; of PIN the L1 origin's number
 * @param chunkHash of DATA
 * @param data the input, 0x-hex
 */
record L1Call(
        Purpose purpose,
        long generation,
        long first,
        long last,
        Optional<Hash32> chunkHash,
        String data,
        long gasLimit) {

    enum Purpose {
        DATA,
        POST,
        FINALIZE,
        PIN,
        /** Only uses up its nonce: what was to be done there is done or impossible. */
        NOTHING
    }

    private static final long PLAIN_TRANSFER_GAS = 21_000;

    static L1Call nothing() {
        return new L1Call(Purpose.NOTHING, 0, 0, 0, Optional.empty(), "0x", PLAIN_TRANSFER_GAS);
    }

    L1Call withGasLimit(long gas) {
        return new L1Call(purpose, generation, first, last, chunkHash, data, gas);
    }
}
