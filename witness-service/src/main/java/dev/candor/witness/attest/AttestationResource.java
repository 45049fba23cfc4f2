package dev.candor.witness.attest;

import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.witness.identity.FullWitness;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What this witness has signed about batches. */
@RestController
@FullWitness
class AttestationResource {
    private static final String DEFAULT_LIMIT = "100";

    private final Attestations attestations;

    AttestationResource(Attestations attestations) {
        this.attestations = attestations;
    }

    /**
     * A page of this witness's attestations.
     *
     * @param next the place to go on from
     */
    record Page(List<AttestationView> attestations, String next) {}

    @Operation(
            summary = "Attestations in the order in which they were recorded",
            description =
                    "From a place in this witness's line on, which has no gaps and only grows. A batch that was UNAVAILABLE"
                            + " may stand in it again with its verdict.")
    @GetMapping("/v1/attestations")
    Page attestations(
            @RequestParam(defaultValue = "0") String from, @RequestParam(defaultValue = DEFAULT_LIMIT) String limit) {
        long place = number("from", from);
        long max = number("limit", limit);
        if (max < 1 || max > Attestations.MAX_PAGE) {
            throw ProblemException.invalid("limit", "Expected 1 to " + Attestations.MAX_PAGE + ", found " + max + ".");
        }
        List<AttestationView> page = attestations.from(place, (int) max).stream()
                .map(AttestationView::of)
                .toList();
        String next = page.isEmpty()
                ? Long.toString(place)
                : Long.toString(Long.parseLong(page.getLast().place()) + 1);
        return new Page(page, next);
    }

    @Operation(summary = "What this witness says about one batch")
    @GetMapping("/v1/attestations/{generation}/{number}")
    ResponseEntity<AttestationView> attestation(@PathVariable String generation, @PathVariable String number) {
        AttestationView found = attestations
                .of(new Generation(number("generation", generation)), new BatchNumber(number("number", number)))
                .map(AttestationView::of)
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_FOUND,
                        "Expected a batch that this witness has attested, found none of generation %s, number %s."
                                .formatted(generation, number)));
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(found);
    }

    private static long number(String name, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw ProblemException.invalid(name, "Expected a decimal number, found \"" + text + "\".");
        }
        return Long.parseLong(text);
    }
}
