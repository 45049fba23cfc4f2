package dev.candor.sequencer.query;

import dev.candor.sequencer.batches.StoredBatch;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(
        description =
                "QUEUED: in the forced inbox on L1, in no batch yet. ARRIVED: has an arrival number without a promise"
                        + " (its intake failed). PROMISED: a signed promise holds. ORDERED: its position is in a signed header."
                        + " EXECUTED: its outcome is in a signed statement. POSTED: its batch is on L1, as deep as configured."
                        + " FINAL: L1 says final.")
enum TransactionState {
    QUEUED,
    ARRIVED,
    PROMISED,
    ORDERED,
    EXECUTED,
    POSTED,
    FINAL;

    /** Of everything that has a position in an ordered batch. */
    static TransactionState of(StoredBatch batch) {
        return switch (batch.status()) {
            case FINAL -> FINAL;
            case CONFIRMED -> POSTED;
            default -> batch.executed().isPresent() ? EXECUTED : ORDERED;
        };
    }
}
