package dev.candor.audit.findings.watch;

import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/promises}: anybody shows a promise that the log lacks (spec/findings.md section 6). */
@RestController
@Tag(name = "findings")
class PromisesResource {
    /** Room for the promise, its signature and some members that nobody reads. */
    static final int MAX_BODY_BYTES = 16 * 1024;

    private final ShownPromises promises;
    private final ClientRates rates;

    PromisesResource(ShownPromises promises, ClientRates rates) {
        this.promises = promises;
        this.rates = rates;
    }

    /**
     * @param state LOGGED, WATCHED, SUPPRESSED or CONTRADICTED
     * @param entry index of the log's entry; null unless LOGGED
     * @param shownAtMillis when it was shown first; null if LOGGED
     * @param finding id of the finding that tells of it; null unless SUPPRESSED or CONTRADICTED
     */
    record ShownView(
            String digest,
            String seq,
            String state,
            @Nullable String entry,
            @Nullable String shownAtMillis,
            @Nullable String finding) {}

    /** The body, for the description only. */
    record SignedPromiseView(PromiseView promise, String signature) {}

    /** The members of InclusionPromise (spec/protocol.md section 3). */
    record PromiseView(
            String rollupId,
            String seq,
            String txHash,
            String sender,
            String nonce,
            String receivedAtMillis,
            String includeBy,
            String policyHash) {}

    @PostMapping(
            path = "/v1/promises",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Show a promise that the log may lack",
            description =
                    "The promise with its signature, as the sequencer answered with it. LOGGED: the log has it. WATCHED: kept; if the log"
                            + " still lacks it after the grace it becomes a finding, whose event is logged. SUPPRESSED, CONTRADICTED: it"
                            + " has. Ask again with the same body.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = SignedPromiseView.class))))
    @ApiResponse(responseCode = "200", description = "The log has it, or it is a finding")
    @ApiResponse(responseCode = "202", description = "It is watched")
    ResponseEntity<ShownView> show(@RequestBody byte[] body, HttpServletRequest request) {
        if (!rates.allows(request.getRemoteAddr())) {
            throw ProblemException.of(
                    ProblemKind.RATE_LIMITED, "Expected fewer requests from this address: see Retry-After.");
        }
        if (body.length > MAX_BODY_BYTES) {
            throw ProblemException.of(
                    ProblemKind.BODY_TOO_LARGE,
                    "Expected a promise of at most %d bytes, found %d.".formatted(MAX_BODY_BYTES, body.length));
        }
        return switch (promises.show(Bytes.wrap(body))) {
            case ShownPromises.Shown.Logged(Hash32 digest, var promise, long index) ->
                ResponseEntity.ok(view(digest, promise.seq(), "LOGGED", Long.toString(index), null, null));
            case ShownPromises.Shown.Kept(Hash32 digest, ShownPromise kept) -> kept(digest, kept);
            case ShownPromises.Shown.Refused(String member, String why) -> throw ProblemException.invalid(member, why);
            case ShownPromises.Shown.NotYet(String why) -> throw ProblemException.of(ProblemKind.NOT_YET, why);
            case ShownPromises.Shown.Full(String why) -> throw ProblemException.of(ProblemKind.BUSY, why);
        };
    }

    private static ResponseEntity<ShownView> kept(Hash32 digest, ShownPromise kept) {
        HttpStatus status = kept.state() == ShownPromise.State.WATCHED ? HttpStatus.ACCEPTED : HttpStatus.OK;
        return ResponseEntity.status(status)
                .body(view(
                        digest,
                        kept.seq(),
                        kept.state().name(),
                        null,
                        Long.toString(kept.shownAtMillis()),
                        kept.finding().orElse(null)));
    }

    private static ShownView view(
            Hash32 digest,
            Seq seq,
            String state,
            @Nullable String entry,
            @Nullable String shownAtMillis,
            @Nullable String finding) {
        return new ShownView(digest.toHex(), seq.toString(), state, entry, shownAtMillis, finding);
    }
}
