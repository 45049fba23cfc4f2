package dev.candor.protocol.data;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Seq;

/** What the data of a batch says about one arrival number. Times are Unix milliseconds by the sequencer's clock. */
public sealed interface DataArrival {
    /** A transaction's first arrival. */
    record Transaction(long receivedAtMillis, Bytes rawTx) implements DataArrival {
        public Transaction {
            if (rawTx.isEmpty()) {
                throw new IllegalArgumentException("Expected the bytes of a transaction, found none.");
            }
        }
    }

    /** The same bytes again, named by their lowest earlier seq. */
    record Duplicate(long receivedAtMillis, Seq duplicateOf) implements DataArrival {}

    /** A number that no transaction holds. */
    record Empty() implements DataArrival {}
}
