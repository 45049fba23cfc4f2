package dev.candor.witness.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.witness.identity.WitnessIdentity;
import dev.candor.witness.logs.LogPage;
import dev.candor.witness.logs.LogViews;
import io.swagger.v3.oas.annotations.Operation;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The public, read-only side. */
@RestController
class StatusResource {
    private static final String ORIGIN_HASH = "[0-9a-f]{64}";

    /**
     * A witness.
     *
     * @param vkey for policy files: the key of its cosignatures
     * @param attesting absent for one that only cosigns logs
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Witness(
            String name,
            String vkey,
            LogPage logs,
            @Nullable AttestingView attesting) {}

    private final WitnessIdentity identity;
    private final LogViews views;
    private final Attesting attesting;

    StatusResource(WitnessIdentity identity, LogViews views, Attesting attesting) {
        this.identity = identity;
        this.views = views;
        this.attesting = attesting;
    }

    @Operation(summary = "This witness, the rollup it attests, and the logs that it follows, a page at a time")
    @GetMapping("/v1/witness")
    Witness witness(@RequestParam(required = false) @Nullable String after) {
        return new Witness(
                identity.name(),
                identity.verifierKey().print(),
                LogPage.of(views, after == null ? "" : after),
                attesting.view().orElse(null));
    }

    @Operation(summary = "The newest checkpoint of a log that was cosigned, with the log's own signatures")
    @GetMapping(value = "/v1/logs/{id}/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<byte[]> checkpoint(@PathVariable String id) {
        byte[] note = views.newestCheckpoint(originHash(id))
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_FOUND, "Expected a log of which something was cosigned, found none."));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.parseMediaType("text/plain;charset=utf-8"))
                .body(note);
    }

    @Operation(summary = "Checkpoints that the log signed against those that were cosigned")
    @GetMapping("/v1/logs/{id}/forks")
    List<LogViews.ForkView> forks(@PathVariable String id) {
        return views.forks(originHash(id));
    }

    @Operation(hidden = true)
    @GetMapping(value = "/", produces = MediaType.TEXT_HTML_VALUE)
    String page() {
        return StatusPage.of(identity, LogPage.of(views, ""), attesting.view());
    }

    private static byte[] originHash(String id) {
        if (!id.matches(ORIGIN_HASH)) {
            throw ProblemException.invalid("id", "Expected SHA-256 of the origin as 64 lower-case hex digits.");
        }
        return HexFormat.of().parseHex(id);
    }
}
