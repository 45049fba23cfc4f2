package dev.candor.sequencer.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

@Schema(description = "One transaction's way so far. Members that do not exist yet are absent.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TransactionStatus(
        @Schema(description = "keccak256 of the raw transaction")
        String hash,

        TransactionState state,

        @Schema(description = "When each state was reached, oldest first")
        List<Reached> history,

        @Schema(description = "Of a transaction that was sent to the sequencer; absent for one that was only forced")
        Optional<ArrivalForm> arrival,

        @Schema(description = "The same document that sending it answered with")
        Optional<SignedPromise> promise,

        @Schema(description = "Entries of the forced inbox with these bytes, at most 16")
        List<ForcedForm> forced,

        Optional<Place> batch,
        Optional<OutcomeForm> outcome,
        Optional<L1Post> l1,
        Proofs proofs) {

    @Schema(name = "ReachedState")
    record Reached(
            TransactionState state,

            @Schema(description = "Unix milliseconds by the sequencer's clock")
            String atMillis) {
        static Reached of(TransactionState state, long atMillis) {
            return new Reached(state, Long.toUnsignedString(atMillis));
        }
    }

    @Schema(name = "Arrival")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ArrivalForm(
            @Schema(description = "Lowest arrival number of these bytes")
            String seq,

            String receivedAtMillis,

            @Schema(
                    description =
                            "Present when the promise is for a later arrival of the same bytes: the promised number is a"
                                    + " duplicate of this one and has no position of its own")
            Optional<String> duplicateOf) {}

    @Schema(name = "ForcedTransaction")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ForcedForm(
            @Schema(description = "Place in the forced queue, from 0")
            String index,

            @Schema(description = "The gas that was paid for in the inbox")
            String gasLimit,

            @Schema(description = "L1 block that queued it") String queuedBlock,
            Optional<Place> batch,
            Optional<OutcomeForm> outcome) {}

    @Schema(name = "Place", description = "Where a signed header orders it.")
    record Place(
            String number,
            String generation,
            String batchHash,

            @Schema(description = "Position in the order, from 0; not the index in the L2 block")
            int position) {}

    @Schema(name = "Outcome")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record OutcomeForm(
            @Schema(allowableValues = {"SUCCEEDED", "REVERTED", "SKIPPED"})
            String outcome,

            @Schema(description = "The transaction's own gas, 0 when skipped")
            String gasUsed,

            String l2BlockHash,

            @Schema(description = "Why it was skipped, for people; not committed to")
            Optional<String> reason) {}

    @Schema(
            name = "Proofs",
            description = "As they come to exist: cut, arrival and order with the header, outcome with the statement.")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Proofs(
            @Schema(description = "Leaf seq - firstSeq under cutRoot")
            Optional<MerkleProof> cut,

            @Schema(description = "Leaf seq - firstSeq under arrivalRoot")
            Optional<MerkleProof> arrival,

            @Schema(description = "Leaf position under orderRoot")
            Optional<MerkleProof> order,

            @Schema(description = "Leaf position under outcomesRoot")
            Optional<MerkleProof> outcome) {}
}
