package dev.candor.sequencer.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.candor.sequencer.rollback.Rollback;
import dev.candor.sequencer.rollback.RollbackRows;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

@Schema(description = "Rollbacks that L1 has executed, newest first; empty when there was none.")
record RollbackPage(
        @Schema(description = "The generation that new batches belong to")
        String generation,

        List<Entry> rollbacks) {

    @Schema(
            name = "Rollback",
            description = "What RollbackExecuted on L1 says, and when this service went on from the anchor.")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Entry(
            @Schema(description = "The generation that began")
            String generation,

            @Schema(description = "The newest batch that stays; 0 for genesis")
            String anchorNumber,

            String anchorHash,
            String faultId,
            L1Place l1,

            @Schema(description = "Unix milliseconds; absent while the L1 block is not final")
            Optional<String> appliedAtMillis) {

        static Entry of(RollbackRows.Told told) {
            Rollback rollback = told.rollback();
            return new Entry(
                    rollback.generation().toString(),
                    Long.toUnsignedString(rollback.anchorNumber()),
                    rollback.anchorHash().toHex(),
                    rollback.faultId().toHex(),
                    new L1Place(
                            rollback.transactionHash().toHex(),
                            Long.toUnsignedString(rollback.blockNumber()),
                            rollback.blockHash().toHex(),
                            rollback.logIndex()),
                    told.appliedAtMillis().map(Long::toUnsignedString));
        }
    }

    @Schema(name = "RollbackOnL1")
    record L1Place(String transactionHash, String blockNumber, String blockHash, int logIndex) {}
}
