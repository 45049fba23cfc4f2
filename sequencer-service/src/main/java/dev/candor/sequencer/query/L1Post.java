package dev.candor.sequencer.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.settlement.BatchPosts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

@Schema(
        description =
                "Where the batch stands on L1 (spec/protocol.md section 7). While it is not confirmed, L1 may drop the"
                        + " block, and the batch comes into another one.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record L1Post(
        String transactionHash,
        String blockNumber,
        String blockHash,

        @Schema(description = "Index of the log BatchPosted in the block")
        int logIndex,

        @Schema(description = "Whether the block is as deep as configured")
        boolean confirmed,

        @Schema(description = "Unix seconds of L1 from which on it can become final, if nobody disputes it")
        String challengeEndsAt,

        Commitment commitment,

        @Schema(description = "keccak256 of the encoded commitment: all that L1 keeps of the batch")
        String commitmentHash,

        @Schema(description = "keccak256 of each chunk of the data; empty when L1 has other data than was cut last")
        List<String> dataHashes,

        @Schema(description = "Unix milliseconds by the sequencer's clock")
        Optional<String> confirmedAtMillis,

        Optional<String> finalizedAtMillis) {

    static L1Post of(BatchPosts.BatchPost post) {
        BatchPosts.L1Place place = post.place();
        return new L1Post(
                place.transactionHash().toHex(),
                Long.toUnsignedString(place.blockNumber()),
                place.blockHash().toHex(),
                place.logIndex(),
                post.confirmedAtMillis().isPresent(),
                Long.toUnsignedString(post.challengeEndsAt()),
                Commitment.of(post.commitment()),
                post.commitment().hash().toHex(),
                post.dataHashes().stream().map(Hash32::toHex).toList(),
                post.confirmedAtMillis().map(Long::toUnsignedString),
                post.finalizedAtMillis().map(Long::toUnsignedString));
    }

    @Schema(name = "Commitment", description = "What opens the hash on L1.")
    record Commitment(
            String batchHash,
            String executionHash,
            String dataHash,

            @Schema(description = "Unix seconds, the L1 block's")
            String postedAt,

            @Schema(description = "Seconds") String challengeWindow) {

        static Commitment of(BatchCommitment commitment) {
            return new Commitment(
                    commitment.batchHash().toHex(),
                    commitment.executionHash().toHex(),
                    commitment.dataHash().toHex(),
                    Long.toUnsignedString(commitment.postedAt()),
                    Long.toUnsignedString(commitment.challengeWindow()));
        }
    }
}
