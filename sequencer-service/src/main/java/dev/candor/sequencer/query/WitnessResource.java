package dev.candor.sequencer.query;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.witness.Witnesses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** {@code GET /v1/batches/{number}/witness}. */
@RestController
@Tag(name = "batches")
class WitnessResource {
    private final BatchStore batches;
    private final Witnesses witnesses;
    private final HeavyReads heavyReads;

    WitnessResource(BatchStore batches, Witnesses witnesses, HeavyReads heavyReads) {
        this.batches = batches;
        this.witnesses = witnesses;
        this.heavyReads = heavyReads;
    }

    @GetMapping(path = "/v1/batches/{number}/witness", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "What executes the batch again without a node",
            description =
                    "spec/execution-witness.md: the parent's header, the block, and the trie nodes, codes and headers that its"
                            + " execution reads. Nothing in it is signed; every byte is checked against the signed execution statement. The"
                            + " problem not-yet until the batch is executed; not-found when its witness was not kept and the execution"
                            + " client has forgotten the state; busy while the client does not answer.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = BatchWitness.class)))
    ResponseEntity<byte[]> witness(
            @Parameter(description = "Number of the batch, which is that of its L2 block; from 1") @PathVariable
                    String number,
            @Parameter(hidden = true) ServletWebRequest request) {
        StoredBatch batch = batches.find(Parameters.uint64("number", number))
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_FOUND,
                        "Expected the number of a batch, found none with number " + number + "."));
        StoredBatch.Executed executed = batch.executed()
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_YET, "Batch " + number + " is not executed yet, so it has no witness."));
        String eTag = '"' + executed.executionHash().toHex() + '"';
        if (request.checkNotModified(eTag)) {
            return ResponseEntity.status(304).eTag(eTag).build();
        }
        return ResponseEntity.ok()
                .cacheControl(batch.status() == BatchStatus.FINAL ? Caching.FOR_EVER : Caching.ASK_AGAIN)
                .eTag(eTag)
                .contentType(MediaType.APPLICATION_JSON)
                .body(bytes(batch, executed));
    }

    private byte[] bytes(StoredBatch batch, StoredBatch.Executed executed) {
        try {
            return heavyReads
                    .run(() -> witnesses.of(batch, executed))
                    .orElseThrow(() -> ProblemException.of(
                            ProblemKind.NOT_FOUND,
                            "Expected the witness of batch %d to be kept, or the execution client to have the state before it; found neither. Execute its data on a client of your own."
                                    .formatted(batch.number())));
        } catch (EngineUnavailableException e) {
            throw ProblemException.of(
                    ProblemKind.BUSY,
                    "Expected the execution client to answer, found that it does not now: try again.");
        }
    }
}
