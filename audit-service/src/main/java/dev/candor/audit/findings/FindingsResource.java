package dev.candor.audit.findings;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Findings for everybody: what was found, what shows it, whether it still holds. */
@RestController
@Tag(name = "findings", description = "What does not fit together, with what shows it.")
class FindingsResource {
    static final int MAX_PAGE = 200;
    private static final int DEFAULT_PAGE = 50;

    private final FindingRows rows;

    FindingsResource(FindingRows rows) {
        this.rows = rows;
    }

    /** @param next what to pass as {@code before} for the page after; null at the end */
    record PageView(List<SummaryView> findings, @Nullable String next) {}

    /** @param clearedAtMillis null while it holds */
    record SummaryView(
            String id,
            String kind,
            String severity,
            String fault,
            String subject,
            String state,
            int episode,
            String seenCount,
            String raisedAtMillis,
            @Nullable String clearedAtMillis,
            String expected,
            String found) {
        static SummaryView of(StoredFinding finding) {
            return new SummaryView(
                    finding.id(),
                    finding.kind().name(),
                    finding.kind().severity().name(),
                    finding.kind().fault(),
                    finding.subject(),
                    finding.state().name(),
                    finding.episode(),
                    Long.toString(finding.seenCount()),
                    Long.toString(finding.raisedAtMillis()),
                    finding.clearedAtMillis().map(String::valueOf).orElse(null),
                    finding.words().expected(),
                    finding.words().found());
        }
    }

    record FindingView(
            SummaryView finding,
            String todo,
            String lastSeenAtMillis,
            @Nullable String clearedBecause,
            @JsonRawValue String evidence) {}

    /** Newest first. */
    @GetMapping(path = "/v1/findings", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Findings, newest first", description = "Kinds and states are those of spec/findings.md.")
    @ApiResponse(responseCode = "200")
    PageView page(
            @RequestParam Optional<String> state,
            @RequestParam Optional<String> kind,
            @RequestParam Optional<Long> before,
            @RequestParam Optional<Integer> limit) {
        int size = limit.orElse(DEFAULT_PAGE);
        if (size < 1 || size > MAX_PAGE) {
            throw ProblemException.invalid("limit", "Expected 1 to %d, found %d.".formatted(MAX_PAGE, size));
        }
        List<StoredFinding> found = rows.page(
                state.map(word -> oneOf(FindingState.class, "state", word)),
                kind.map(word -> oneOf(FindingKind.class, "kind", word)),
                before.orElse(Long.MAX_VALUE),
                size);
        boolean more = found.size() == size;
        return new PageView(
                found.stream().map(SummaryView::of).toList(),
                more ? Long.toString(found.getLast().sequence()) : null);
    }

    @GetMapping(path = "/v1/findings/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "A finding with its evidence",
            description = "Evidence has the form of spec/findings.md section 3.")
    @ApiResponse(responseCode = "200")
    FindingView one(@PathVariable String id) {
        StoredFinding found = rows.find(id)
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_FOUND, "Expected the id of a finding, found none with id %s.".formatted(id)));
        return new FindingView(
                SummaryView.of(found),
                found.words().todo(),
                Long.toString(found.lastSeenAtMillis()),
                found.clearedBecause().orElse(null),
                found.evidence());
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String parameter, String word) {
        try {
            return Enum.valueOf(type, word);
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.invalid(
                    parameter, "Expected one of %s, found %s.".formatted(List.of(type.getEnumConstants()), word));
        }
    }
}
