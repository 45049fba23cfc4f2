package dev.candor.sequencer.query;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Describes the JSON of spec/execution-witness.md, which the feature {@code witness} writes. */
record BatchWitness(
        @Schema(description = "L2 chain id, decimal") String rollupId,
        @Schema(description = "Generation, decimal") String generation,

        @Schema(description = "Number of the batch, decimal")
        String number,

        @Schema(description = "RLP of the header of the block before")
        String parentHeader,

        @Schema(description = "RLP of the block: header, transactions, ommers, withdrawals")
        String block,

        Witness witness) {

    record Witness(
            @Schema(description = "Trie nodes, RLP, ascending")
            List<String> state,

            @Schema(description = "Contract codes, ascending")
            List<String> codes,

            @Schema(description = "RLP of the headers below the parent that BLOCKHASH reads, ascending by number")
            List<String> headers) {}
}
