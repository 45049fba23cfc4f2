package dev.candor.audit.serving;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.log.TileStore;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.TileResource;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The log below its prefix {@code /log/{rollupId}}, as C2SP tlog-tiles has it: stored bytes and nothing else. */
@RestController
class TilesResource {
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final MediaType NOTE = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final RollupIdentity rollup;
    private final Checkpoints checkpoints;
    private final Covered covered;
    private final TileStore store;

    TilesResource(RollupIdentity rollup, Checkpoints checkpoints, Covered covered, TileStore store) {
        this.rollup = rollup;
        this.checkpoints = checkpoints;
        this.covered = covered;
        this.store = store;
    }

    @Operation(summary = "The newest published checkpoint, a signed note")
    @GetMapping("/log/{rollupId}/checkpoint")
    ResponseEntity<byte[]> checkpoint(@PathVariable String rollupId) {
        requireThisLog(rollupId);
        PublishedCheckpoint newest = checkpoints
                .newest()
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_FOUND, "Expected a published checkpoint, found none yet: ask again later."));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(NOTE)
                .body(newest.note().toArray());
    }

    @Operation(summary = "A tile of hashes or a bundle of entries")
    @GetMapping("/log/{rollupId}/tile/**")
    ResponseEntity<byte[]> tile(@PathVariable String rollupId, HttpServletRequest request) {
        requireThisLog(rollupId);
        String path = request.getRequestURI().substring(prefix(rollup).length() + 1);
        if (!(TileResource.parse(path) instanceof Parsed.Ok<TileResource>(TileResource resource))) {
            throw ProblemException.of(
                    ProblemKind.NOT_FOUND,
                    "Expected tile/<level>/<index>[.p/<width>] or tile/entries/<index>[.p/<width>].");
        }
        byte[] bytes = (covered.covers(resource) ? store.read(resource) : Optional.<byte[]>empty())
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemKind.NOT_FOUND,
                                resource.isFull()
                                        ? "No published checkpoint covers it yet."
                                        : "No published checkpoint covers it yet, or the full one has taken its place: fetch that."));
        return ResponseEntity.ok()
                .cacheControl(FOR_EVER)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(bytes);
    }

    static String prefix(RollupIdentity rollup) {
        return "/log/" + rollup.id();
    }

    private void requireThisLog(String rollupId) {
        if (!rollupId.equals(rollup.id().toString())) {
            throw ProblemException.of(
                    ProblemKind.NOT_FOUND, "Expected the log of rollup %s, which is kept here.".formatted(rollup.id()));
        }
    }
}
