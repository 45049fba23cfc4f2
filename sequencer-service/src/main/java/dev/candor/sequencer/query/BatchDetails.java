package dev.candor.sequencer.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.StoredBatch;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

@Schema(description = "A batch with everything that was signed of it. Members that do not exist yet are absent.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record BatchDetails(
        String number,
        String generation,

        @Schema(
                description = "CUT: the cut is fixed, the seed unknown. ORDERED: the header is signed. EXECUTED: the"
                        + " statement is signed. POSTED: in an L1 block. CONFIRMED: as deep there as configured."
                        + " FINAL: L1 says final.")
        BatchStatus status,

        String cutHash,

        @Schema(description = "Unix milliseconds by the sequencer's clock")
        String cutAtMillis,

        Optional<String> orderedAtMillis,
        Optional<String> executedAtMillis,
        Optional<SignedHeader.Header> header,
        Optional<String> batchHash,
        Optional<String> headerSignature,
        Optional<String> cutSignature,
        Optional<String> beaconSignature,
        Optional<SignedStatement.Statement> statement,
        Optional<String> executionHash,
        Optional<String> statementSignature,
        Optional<L1Post> l1) {

    static BatchDetails of(StoredBatch batch, Optional<L1Post> l1) {
        Optional<SignedHeader> header = batch.ordered().map(ordered -> SignedHeader.of(batch, ordered));
        Optional<SignedStatement> statement = batch.executed().map(SignedStatement::of);
        return new BatchDetails(
                batch.cut().number().toString(),
                batch.cut().generation().toString(),
                batch.status(),
                batch.cutHash().toHex(),
                Long.toUnsignedString(batch.cutAtMillis()),
                batch.ordered().map(ordered -> Long.toUnsignedString(ordered.orderedAtMillis())),
                batch.executed().map(executed -> Long.toUnsignedString(executed.executedAtMillis())),
                header.map(SignedHeader::header),
                header.map(SignedHeader::batchHash),
                header.map(SignedHeader::headerSignature),
                header.map(SignedHeader::cutSignature),
                header.map(SignedHeader::beaconSignature),
                statement.map(SignedStatement::statement),
                statement.map(SignedStatement::executionHash),
                statement.map(SignedStatement::statementSignature),
                l1);
    }
}
