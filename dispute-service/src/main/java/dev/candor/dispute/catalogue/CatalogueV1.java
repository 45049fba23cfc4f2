package dev.candor.dispute.catalogue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** All faults under the newest rules. */
@Schema(
        description =
                "The catalogue of faults: the words of spec/faults.md, the rules and the numbers in force on L1 now")
record CatalogueV1(
        String rollupId,
        String ruleBook,
        String rulesVersion,
        String rulesHash,
        List<FaultV1> faults,

        @Schema(description = "ParameterRegistry values by name, decimal; the unit is the end of the name")
        Map<String, String> parameters) {}
