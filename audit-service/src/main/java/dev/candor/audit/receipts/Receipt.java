package dev.candor.audit.receipts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The receipt bundle, member by member as in spec/receipts.md section 1. Objects that were signed or published are the JSON of the
 * logged event, unchanged. An empty optional becomes {@code null}, and stands in {@code missing}.
 */
@Schema(
        name = "Receipt",
        description = "A transaction's whole way; spec/receipts.md says what each member is and how it is verified.")
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"format", "domain", "transaction", "state", "arrivals", "forced", "log", "missing"})
record Receipt(
        String format,
        Domain domain,
        Transaction transaction,
        ReceiptState state,
        List<ArrivalPart> arrivals,
        List<ForcedPart> forced,
        LogPart log,
        List<MissingPart> missing) {
    static final String FORMAT = "candor-receipt/v1";

    @Schema(name = "ReceiptDomain", description = "The EIP-712 domain of every signature.")
    record Domain(String rollupId, String l1ChainId, String rollup) {}

    /** @param sender the zero address, and nonce "0", for bytes that do not decode */
    @Schema(name = "ReceiptTransaction")
    record Transaction(String hash, String raw, String sender, String nonce) {}

    @Schema(name = "ReceiptArrival")
    record ArrivalPart(
            String seq,
            String record,
            Optional<JsonNode> promise,
            Optional<JsonNode> promiseSignature,
            List<Life> lives) {}

    @Schema(name = "ReceiptForced")
    record ForcedPart(String index, String gasLimit, L1Form queued, List<Life> lives) {}

    /** The arrival or entry in one batch. */
    @Schema(name = "ReceiptLife")
    record Life(
            String generation,
            String number,
            String policy,
            JsonNode header,
            JsonNode headerSignature,
            JsonNode cutSignature,
            JsonNode beaconSignature,
            Optional<ProofForm> cut,
            Optional<ProofForm> arrival,
            Optional<ProofForm> order,
            Optional<JsonNode> statement,
            Optional<JsonNode> statementSignature,
            Optional<ProofForm> outcome,
            Optional<Post> post,
            Optional<Finality> finality,
            List<JsonNode> attestations,
            Optional<Voiding> voided) {

        boolean isVoided() {
            return voided.isPresent();
        }
    }

    @Schema(name = "ReceiptPost")
    record Post(JsonNode commitment, JsonNode dataHashes, JsonNode l1) {}

    @Schema(name = "ReceiptFinality")
    record Finality(JsonNode l1) {}

    @Schema(name = "ReceiptVoiding")
    record Voiding(JsonNode anchorNumber, JsonNode faultId, JsonNode newGeneration, JsonNode l1) {}

    @Schema(name = "ReceiptL1Place")
    record L1Form(String transactionHash, String blockNumber, String blockHash, int logIndex) {}

    /** @param nodes from the leaf's neighbour up, keccak-256 */
    @Schema(name = "ReceiptProof")
    record ProofForm(String leaf, int index, int size, List<String> nodes) {}

    @Schema(name = "ReceiptLog")
    record LogPart(String origin, Optional<String> checkpoint, List<EntryPart> entries) {}

    /**
     * @param entry the leaf's bytes
     * @param event the event's bytes where the entry holds their hash
     * @param nodes the inclusion proof under the checkpoint, SHA-256
     */
    @Schema(name = "ReceiptEntry")
    record EntryPart(String part, String index, String entry, Optional<String> event, List<String> nodes) {}

    @Schema(name = "ReceiptMissing")
    record MissingPart(String part, MissingReason reason) {}
}
