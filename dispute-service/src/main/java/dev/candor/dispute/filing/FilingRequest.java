package dev.candor.dispute.filing;

import dev.candor.http.problems.ProblemException;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as it comes.
 *
 * @param kind 1 for F1, and so on
 * @param evidence what the kind's checker takes, 0x-hex
 * @param prover who gets the reward; absent: this service's account
 */
@Schema(description = "Evidence of a fault")
record FilingRequest(
        @Schema(example = "4", minimum = "1", maximum = "255") @Nullable
        Integer kind,

        @Schema(description = "ABI bytes of the schema that /v1/faults names, 0x-hex", example = "0x1234") @Nullable
        String evidence,

        @Schema(description = "Who gets the reward; this service's account when absent") @Nullable
        String prover) {

    /** An L1 node takes no transaction of more than 128 KiB. */
    static final int MAX_EVIDENCE_BYTES = 96 * 1024;

    private static final int MAX_KIND = 255;

    int checkedKind() {
        if (kind == null || kind < 1 || kind > MAX_KIND) {
            throw ProblemException.invalid("/kind", "Expected the number of a fault, 1 to 255: see /v1/faults.");
        }
        return kind;
    }

    Bytes checkedEvidence() {
        String hex = evidence == null ? "" : evidence;
        if (hex.length() > 2 + 2 * MAX_EVIDENCE_BYTES) {
            throw ProblemException.invalid(
                    "/evidence", "Expected evidence of at most %d bytes, found more.".formatted(MAX_EVIDENCE_BYTES));
        }
        if (!hex.matches("0x([0-9a-fA-F]{2})+")) {
            throw ProblemException.invalid("/evidence", "Expected the evidence as 0x-hex of whole bytes.");
        }
        return Bytes.fromHex(hex);
    }

    Optional<Address> checkedProver() {
        if (prover == null) {
            return Optional.empty();
        }
        if (!prover.matches("0x[0-9a-fA-F]{40}")) {
            throw ProblemException.invalid("/prover", "Expected an L1 address as 0x and 40 hex digits.");
        }
        return Optional.of(Address.fromHex(prover));
    }
}
