package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.RollupId;
import java.util.Optional;

/**
 * A promise is a pure function of the arrival at its seq (protocol.md section 3): one that is not was made of something
 * else, though no cut says so yet. Once a cut covers the seq it is F3, if what differs is in the leaf.
 */
public final class PromiseRule {
    private final RollupId rollupId;

    public PromiseRule(RollupId rollupId) {
        this.rollupId = rollupId;
    }

    /** The arrival at the promise's seq as it is logged. */
    public record LoggedArrival(Bytes record, Sighting at) {}

    /** What this record promises at the promise's seq; empty when the record is nobody's promise. */
    public Optional<InclusionPromise> promisedBy(SeenPromise seen, Bytes record) {
        try {
            ArrivalRecord arrival = ArrivalRecord.decode(record.readOnlyArray());
            return switch (RawTransaction.decode(arrival.rawTx(), rollupId)) {
                case RawTransaction.Decoded(EthTransaction transaction) ->
                    Optional.of(arrival.promise(rollupId, seen.seq(), transaction));
                case RawTransaction.Malformed malformed -> Optional.empty();
            };
        } catch (IllegalArgumentException notARecord) {
            return Optional.empty();
        }
    }

    public Optional<Finding> judge(SeenPromise seen, LoggedArrival arrival) {
        Optional<InclusionPromise> due = promisedBy(seen, arrival.record());
        if (due.filter(seen.promise().object()::equals).isPresent()) {
            return Optional.empty();
        }
        Evidence evidence = Evidence.of()
                .signed("promise", seen.promise())
                .bytes("record", arrival.record())
                .entries(seen.at().entry())
                .entries(arrival.at().entry())
                .build();
        return Optional.of(new Finding(
                FindingKind.PROMISE_NOT_ARRIVAL,
                seen.seq().toString(),
                new Words(
                        due.map(promise -> "the promise of arrival " + seen.seq() + " to be of transaction "
                                        + promise.txHash() + " as its record says")
                                .orElse("no promise for arrival " + seen.seq() + ", which is EMPTY"),
                        "one of transaction " + seen.promise().object().txHash() + " with other members ("
                                + seen.at().words() + ")",
                        "Keep the promise: when a batch covers its seq with this record it proves F3. Compare the intake's table with the topic."),
                evidence));
    }

    /** The log has no arrival at the promise's seq although it was promised that long ago. */
    public Finding withoutArrival(SeenPromise seen, long waitedSeconds) {
        return new Finding(
                FindingKind.PROMISE_WITHOUT_ARRIVAL,
                seen.seq().toString(),
                new Words(
                        "arrival " + seen.seq() + " in the log, which was promised",
                        "none " + waitedSeconds + " s after the promise ("
                                + seen.at().words() + ")",
                        "Look whether the arrivals topic is followed (runbook log.md). If it is, the intake promised before Kafka acknowledged, or the topic lost its tail."),
                Evidence.of()
                        .signed("promise", seen.promise())
                        .entries(seen.at().entry())
                        .build());
    }

    /** Somebody holds a promise that the log did not have that long after it was shown. */
    public Finding suppressed(SeenPromise seen, Optional<LoggedArrival> arrival, long waitedSeconds) {
        Evidence.Builder evidence = Evidence.of()
                .signed("promise", seen.promise())
                .text("promiseSeen", seen.at().words());
        arrival.ifPresent(logged ->
                evidence.bytes("record", logged.record()).entries(logged.at().entry()));
        return new Finding(
                FindingKind.PROMISE_SUPPRESSED,
                seen.seq().toString(),
                new Words(
                        "promise " + seen.seq() + " in the log, which somebody holds",
                        "none " + waitedSeconds + " s after it was shown ("
                                + seen.at().words() + "); arrival "
                                + seen.seq() + " is "
                                + arrival.map(logged -> "log entry "
                                                + logged.at().entry().orElseThrow())
                                        .orElse("not logged either"),
                        "Compare the sequencer's outbox with candor.promises.v1: the promise binds, logged or not. This finding's event puts it into the log."),
                evidence.build());
    }
}
