package dev.candor.dispute.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A fault as this service shows it.
 *
 * @param id F1 to F13 of spec/faults.md
 * @param rule absent while nobody can prove this fault on L1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FaultV1(
        String id,
        int kind,
        String name,
        String definition,
        String evidence,
        String decidedBy,
        String penalty,
        String remedy,
        @Nullable RuleV1 rule) {

    /**
     * @param checker the contract that decides by proof; absent where the court decides
     * @param evidenceSchemaHash keccak256 of the schema's text
     * @param evidenceSchema the text; absent when this version of the service does not know it
     * @param windowSeconds after posting, in which a proof can still void the batch; absent without a window
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(description = "The rule in force on L1")
    record RuleV1(
            String decision,
            String penalty,
            String remedy,
            @Nullable String checker,
            String evidenceSchemaHash,
            @Nullable String evidenceSchema,
            @Nullable String windowSeconds) {}
}
