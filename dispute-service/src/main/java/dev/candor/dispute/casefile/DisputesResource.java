package dev.candor.dispute.casefile;

import dev.candor.dispute.calls.CourtCalls;
import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.protocol.types.Hash32;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The cases, read-only. */
@RestController
class DisputesResource {
    private static final int MAX_PAGE = 100;

    private final Cases cases;
    private final CourtCalls calls;

    DisputesResource(Cases cases, CourtCalls calls) {
        this.cases = cases;
        this.calls = calls;
    }

    @Operation(summary = "Cases, the newest first: faults that were filed here or proven on L1, and challenges")
    @GetMapping("/v1/disputes")
    CaseV1.PageV1 disputes(
            @RequestParam(required = false) @Nullable Long before, @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw ProblemException.invalid("limit", "Expected a page of 1 to %d, found %d.".formatted(MAX_PAGE, limit));
        }
        List<Cases.Place> places = cases.page(before == null ? Long.MAX_VALUE : before, limit + 1);
        boolean more = places.size() > limit;
        List<Cases.Place> page = more ? places.subList(0, limit) : places;
        return new CaseV1.PageV1(
                page.stream().map(place -> cases.file(place.id()).line()).toList(),
                more ? Long.toString(page.getLast().place()) : null);
    }

    @Operation(summary = "A case: what happened, the money, what comes next and who must act")
    @GetMapping("/v1/disputes/{id}")
    CaseV1 dispute(@PathVariable String id) {
        if (!id.matches("0x[0-9a-f]{64}")) {
            throw ProblemException.invalid(
                    "id", "Expected a fault id or dispute id as 0x and 64 lower-case hex digits.");
        }
        return cases.find(Hash32.fromHex(id))
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_FOUND, "Expected a case that is filed here or on L1, found none of this id."))
                .view(calls);
    }
}
