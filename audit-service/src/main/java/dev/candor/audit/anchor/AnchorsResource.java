package dev.candor.audit.anchor;

import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.http.problems.ProblemException;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/anchors} (log.md section 7). */
@RestController
class AnchorsResource {
    private static final String DEFAULT_LIMIT = "20";

    private final Anchors anchors;
    private final AnchorProperties properties;
    private final RollupIdentity rollup;

    AnchorsResource(Anchors anchors, AnchorProperties properties, RollupIdentity rollup) {
        this.anchors = anchors;
        this.properties = properties;
        this.rollup = rollup;
    }

    /**
     * @param contract AuditAnchor on L1, null for a log that is not anchored
     * @param next the {@code before} of the next page, null on the last one
     */
    record Page(
            String originHash,
            @Nullable String contract,
            List<AnchorV1> anchors,
            @Nullable String next) {}

    /** @param standing {@code seen}, {@code confirmed} or {@code final} */
    record AnchorV1(String size, String root, String standing, String seenAtMillis, AnchorEvents.L1PlaceV1 l1) {
        static AnchorV1 of(Anchors.Anchor anchor) {
            return new AnchorV1(
                    Long.toString(anchor.size()),
                    Hash32.wrap(anchor.root().toArray()).toHex(),
                    anchor.standing().name().toLowerCase(Locale.ROOT),
                    Long.toString(anchor.seenAtMillis()),
                    AnchorEvents.L1PlaceV1.of(anchor.place()));
        }
    }

    @GetMapping("/v1/anchors")
    Page anchors(
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = DEFAULT_LIMIT) int limit) {
        if (limit < 1 || limit > Anchors.MAX_PAGE) {
            throw ProblemException.invalid(
                    "limit", "Expected a number from 1 to %d, found %d.".formatted(Anchors.MAX_PAGE, limit));
        }
        List<Anchors.Anchor> page = anchors.page(before == null ? Long.MAX_VALUE : before, limit);
        boolean more =
                page.size() == limit && !anchors.page(page.getLast().size(), 1).isEmpty();
        return new Page(
                rollup.originHash().toHex(),
                properties.contractAddress().isBlank() ? null : properties.contractAddress(),
                page.stream().map(AnchorV1::of).toList(),
                more ? Long.toString(page.getLast().size()) : null);
    }
}
