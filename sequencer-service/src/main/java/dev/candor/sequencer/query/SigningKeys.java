package dev.candor.sequencer.query;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

@Schema(
        description =
                "All that checking this sequencer's signatures needs. What counts is what L1 says; compare it there.")
record SigningKeys(
        String rollupId,
        String sequencerId,

        @Schema(description = "Address of the order key, which signs promises, refusals, cuts, headers and statements")
        String orderAddress,

        @Schema(description = "192 bytes x.c0‖x.c1‖y.c0‖y.c1, a point of G2")
        String beaconPublicKey,

        Domain domain,

        @Schema(description = "Type hash of each signed object, by its name")
        Map<String, String> typeHashes,

        Contracts contracts) {

    @Schema(name = "Domain", description = "The EIP-712 domain of all signatures.")
    record Domain(
            String name,
            String version,
            @Schema(description = "Of L1") String chainId,
            @Schema(description = "The Rollup proxy") String verifyingContract,
            String separator) {}

    @Schema(name = "Contracts", description = "Where the rollup's contracts are on L1.")
    record Contracts(String rollup, String parameterRegistry, String sequencerRegistry, String forcedInbox) {}
}
