package dev.candor.sequencer.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.StoredBatch;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

@Schema(description = "A batch in a list. Members that do not exist yet are absent.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record BatchSummary(
        String number,
        String generation,
        BatchStatus status,
        String sealedAtMillis,
        String firstSeq,

        @Schema(description = "Arrivals that its cut covers, duplicates too")
        String seqCount,

        @Schema(description = "Positions of its order") Optional<Integer> txCount,
        Optional<String> batchHash,
        Optional<String> l2BlockHash) {

    static BatchSummary of(StoredBatch batch) {
        return new BatchSummary(
                batch.cut().number().toString(),
                batch.cut().generation().toString(),
                batch.status(),
                Long.toUnsignedString(batch.cut().sealedAtMillis()),
                batch.cut().firstSeq().toString(),
                Long.toUnsignedString(batch.cut().seqCount()),
                batch.ordered().map(ordered -> ordered.header().txCount()),
                batch.ordered().map(ordered -> ordered.batchHash().toHex()),
                batch.executed()
                        .map(executed -> executed.statement().l2BlockHash().toHex()));
    }
}
