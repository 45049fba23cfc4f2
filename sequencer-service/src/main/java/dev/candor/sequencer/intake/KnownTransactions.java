package dev.candor.sequencer.intake;

import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.arrivals.ArrivalRows;
import dev.candor.sequencer.arrivals.IssuedPromise;
import dev.candor.sequencer.arrivals.Promises;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks up, in the database, what became of bytes that came before; off the way of a fresh transaction. */
@Component
class KnownTransactions {
    private static final int OUTCOME_BYTES = 9;

    private static final Seq END_OF_LINE = new Seq(Long.MAX_VALUE);

    private final Promises promises;
    private final ArrivalRows rows;
    private final BatchStore batches;

    KnownTransactions(Promises promises, ArrivalRows rows, BatchStore batches) {
        this.promises = promises;
        this.rows = rows;
        this.batches = batches;
    }

    Optional<IssuedPromise> promiseOf(Hash32 txHash) {
        return promises.find(txHash);
    }

    /** KNOWN with the place and the outcome, when the bytes are in a batch. */
    Optional<Refusal> inBatch(Hash32 txHash) {
        // Arrivals that nobody was promised count as well.
        Long seq = rows.earliest(List.of(txHash), END_OF_LINE).get(txHash);
        return Optional.ofNullable(seq)
                .flatMap(earliest -> batches.covering(new Seq(earliest)))
                .filter(batch -> batch.ordered().isPresent())
                .map(batch -> known(txHash, batch));
    }

    private Refusal known(Hash32 txHash, StoredBatch batch) {
        BatchOrder order = batches.order(batch);
        Optional<OrderLeaf> place = order.orderLeaves().stream()
                .filter(leaf ->
                        leaf.kind() == OrderLeaf.Kind.ARRIVAL && leaf.txHash().equals(txHash))
                .findFirst();
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("number", batch.cut().number().toString());
        detail.put("generation", batch.cut().generation().toString());
        StringBuilder where = new StringBuilder("in batch ").append(batch.cut().number());
        place.ifPresent(leaf -> {
            detail.put("position", leaf.position());
            where.append(" at position ").append(leaf.position());
            outcome(batch, leaf.position()).ifPresent(outcome -> {
                detail.put("outcome", outcome.name());
                where.append(", ").append(outcome);
            });
        });
        return new Refusal(
                RefusalReason.KNOWN,
                where.append("; the same bytes never run again, sign anew").toString(),
                detail);
    }

    private static Optional<Outcome> outcome(StoredBatch batch, int position) {
        return batch.executed()
                .map(executed -> Outcome.ofCode(executed.outcomes().get(position * OUTCOME_BYTES)));
    }
}
