package dev.candor.dispute.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.candor.dispute.calls.DirectCall;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case as this service shows it. Numbers are decimal, times Unix seconds of L1 where the name says nothing else.
 *
 * @param id the fault id, or the dispute id of a challenge
 * @param kind 1 for F1, and so on
 * @param accused a sequencerId, a log's originHash or an address left-padded with zeros
 * @param batch what the fault lies in; absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A case: a fault, or a challenge of a batch's execution")
record CaseV1(
        String id,
        Status status,
        @Nullable Integer kind,
        @Nullable String accused,
        @Nullable BatchV1 batch,
        List<FilingV1> filings,
        List<EventV1> timeline,
        @Nullable MoneyV1 money,
        NextV1 next) {

    enum Status {
        /** A checker accepts the evidence; nothing is on L1. */
        FILED,
        /** The proof is committed to on L1. */
        COMMITTED,
        /** Recorded on L1 for ever. */
        PROVEN,
        /** Its penalty waits for the vault's delay. */
        SLASH_QUEUED,
        SLASHED,
        SLASH_CANCELLED,
        /** Proven, and the accused had nothing left. */
        UNCOLLECTABLE,
        /** A challenge that witnesses vote on. */
        VOTED_ON,
        /** A challenge that is over; the last event says how. */
        CLOSED
    }

    record BatchV1(String generation, String number) {}

    /** @param obstacle what L1 said against it the last time; absent while nothing stands in its way */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FilingV1(
            String evidenceHash,
            String evidence,
            String prover,
            String commitment,
            String filedAtMillis,
            @Nullable String obstacle) {}

    record EventV1(
            String event, String blockNumber, String blockHash, String transactionHash, Map<String, String> members) {}

    /** What a penalty takes, and once it is executed where it went. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MoneyV1(
            String slashWei,
            String executableAt,
            @Nullable String burnedWei,
            @Nullable String toProverWei,
            @Nullable String toRedressWei) {}

    /** @param notBefore Unix seconds of L1; absent: now */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NextV1(String what, String who, @Nullable String notBefore, List<DirectCall> directCalls) {}

    /** One line of the list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineV1(
            String id,
            Status status,
            @Nullable Integer kind,
            @Nullable String accused) {}

    /** @param next the value of {@code before} for the next page; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PageV1(List<LineV1> disputes, @Nullable String next) {}
}
