package dev.candor.sequencer.query;

import dev.candor.sequencer.rollback.RollbackRows;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/rollbacks}: what L1 took back, and how far this service has followed. */
@RestController
@Tag(name = "rollbacks", description = "Rollbacks on L1, and the generation in force.")
class RollbackResource {
    private static final int DEFAULT_PAGE = 20;
    private static final int MAX_PAGE = 100;

    private final RollbackRows rows;

    RollbackResource(RollbackRows rows) {
        this.rows = rows;
    }

    @GetMapping(path = "/v1/rollbacks", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Rollbacks, newest first",
            description = "Also one that L1 may still drop, without appliedAtMillis.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<RollbackPage> list(
            @Parameter(description = "1 to 100, 20 without it") @RequestParam Optional<String> limit) {
        int count = Parameters.between("limit", limit, 1, MAX_PAGE, DEFAULT_PAGE);
        return ResponseEntity.ok()
                .cacheControl(Caching.ASK_AGAIN)
                .body(new RollbackPage(
                        rows.generation().toString(),
                        rows.newest(count).stream().map(RollbackPage.Entry::of).toList()));
    }
}
