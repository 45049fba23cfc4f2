package dev.candor.dispute.filing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.candor.dispute.calls.DirectCall;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of evidence.
 *
 * @param because why, in a sentence
 * @param id of the case, where there is one
 * @param prover who gets the reward
 * @param bondWei what a challenge costs now
 * @param directCalls to send in this order, each in a later block than the one before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What became of evidence")
record FilingAnswer(
        Outcome outcome,
        String because,
        @Nullable String id,
        String evidenceHash,
        @Nullable String prover,
        @Nullable String bondWei,
        List<DirectCall> directCalls) {

    enum Outcome {
        /** A checker accepts it; this service brings it to L1. */
        ACCEPTED,
        /** The fault is recorded on L1 already; nobody proves it twice. */
        ALREADY_PROVEN,
        /** No checker accepts it. */
        NOT_A_FAULT,
        /** Decided by the witnesses' vote, which a bonded challenge asks for. */
        NEEDS_BOND
    }
}
