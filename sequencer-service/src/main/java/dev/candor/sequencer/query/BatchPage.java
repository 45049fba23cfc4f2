package dev.candor.sequencer.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

@Schema(description = "Batches, newest first.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record BatchPage(
        List<BatchSummary> batches,

        @Schema(description = "The value of \"before\" for the next page; absent on the last")
        Optional<String> next) {}
