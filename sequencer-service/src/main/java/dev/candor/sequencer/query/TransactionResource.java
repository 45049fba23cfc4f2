package dev.candor.sequencer.query;

import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/transactions/{hash}}. */
@RestController
@RequestMapping(path = "/v1/transactions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "transactions", description = "Sending transactions and following them from promise to finality.")
class TransactionResource {
    private final TransactionLookup lookup;

    TransactionResource(TransactionLookup lookup) {
        this.lookup = lookup;
    }

    @GetMapping("/{hash}")
    @Operation(
            summary = "How far a transaction has come, with promise, place, outcome and proofs",
            description =
                    "Known are transactions that were promised, and those in the forced inbox from the moment L1 calls"
                            + " them final. The answer may be cached for ever once the state is FINAL.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<TransactionStatus> one(
            @Parameter(description = "keccak256 of the raw transaction: 0x and 64 hex digits") @PathVariable
                    String hash) {
        TransactionStatus status = lookup.find(Parameters.hash("hash", hash))
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_FOUND,
                        "Expected a transaction that was promised or forced, found none with hash " + hash + "."));
        return ResponseEntity.ok()
                .cacheControl(status.state() == TransactionState.FINAL ? Caching.FOR_EVER : Caching.ASK_AGAIN)
                .body(status);
    }
}
