package dev.candor.sequencer.arrivals;

import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import java.util.Optional;

/**
 * Says what a record of the topic is. A value of another form, or whose transaction does not decode, is for another chain or
 * has a nonce that can never run, is nobody's promise and stands for an EMPTY arrival (spec/events.md section 3).
 */
final class ArrivalDecoder {
    static final byte[] EMPTY_VALUE = {};

    private final RollupId rollupId;
    private final DecodedTransactions decoded;

    ArrivalDecoder(RollupId rollupId, DecodedTransactions decoded) {
        this.rollupId = rollupId;
        this.decoded = decoded;
    }

    SeenArrival decode(TopicRecord record) {
        Optional<ArrivalRecord> arrival = parse(record.value());
        Optional<EthTransaction> transaction = arrival.flatMap(parsed -> transaction(parsed.rawTx()));
        Seq seq = new Seq(record.seq());
        return transaction.isPresent()
                ? new SeenArrival(seq, arrival, transaction)
                : new SeenArrival(seq, Optional.empty(), Optional.empty());
    }

    /** The row for a record whose intake did not write it. */
    PromiseRow rowOf(TopicRecord record) {
        SeenArrival seen = decode(record);
        return seen.arrival()
                .map(arrival -> PromiseRow.filledIn(
                        record.seq(), arrival, seen.transaction().orElseThrow()))
                .orElseGet(() -> PromiseRow.empty(record.seq()));
    }

    private Optional<EthTransaction> transaction(Bytes rawTx) {
        Optional<EthTransaction> known = decoded.take(rawTx);
        if (known.isPresent()) {
            return known;
        }
        return switch (RawTransaction.decode(rawTx)) {
            case RawTransaction.Decoded(EthTransaction transaction)
            when transaction.isFor(rollupId) && transaction.nonce() >= 0 -> Optional.of(transaction);
            default -> Optional.empty();
        };
    }

    private static Optional<ArrivalRecord> parse(byte[] value) {
        if (value.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(ArrivalRecord.decode(value));
        } catch (IllegalArgumentException notAnArrival) {
            return Optional.empty();
        }
    }
}
