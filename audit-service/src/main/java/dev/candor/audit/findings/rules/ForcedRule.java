package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.findings.evidence.FaultClaim;
import dev.candor.protocol.types.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * Entries of the forced inbox: a header that takes fewer than are due or more than are queued at its origin (protocol.md
 * section 7, check 5), and one that no batch on L1 took by its deadline (F2).
 */
public final class ForcedRule {
    private final AuditedRollup rollup;

    public ForcedRule(AuditedRollup rollup) {
        this.rollup = rollup;
    }

    /**
     * The inbox as it stands at a header's origin, unsigned.
     *
     * @param due entries that any header with this origin must have taken
     * @param queued entries there are
     */
    public record InboxAtOrigin(long due, long queued, int forcedCap) {}

    /** An entry of the inbox; {@code deadlineSeconds} is Unix seconds of L1. */
    public record Queued(long index, long gasLimit, Bytes rawTx, String transactionHash, long deadlineSeconds) {}

    /** @param before the parent's {@code forcedThrough} */
    public Optional<Finding> range(SeenBatch batch, long before, InboxAtOrigin inbox) {
        long cap = before + inbox.forcedCap();
        long least = max(before, min(inbox.due(), cap));
        long most = min(inbox.queued(), cap);
        long found = batch.header().forcedThrough();
        if (Long.compareUnsigned(found, least) >= 0 && Long.compareUnsigned(found, most) <= 0) {
            return Optional.empty();
        }
        Evidence evidence = Evidence.of()
                .signed("header", batch.signedHeader())
                .number("parentForcedThrough", before)
                .number("dueAtOrigin", inbox.due())
                .number("queuedAtOrigin", inbox.queued())
                .entries(batch.at().entry())
                .build();
        return Optional.of(new Finding(
                FindingKind.FORCED_RANGE,
                batch.subject(),
                new Words(
                        "forcedThrough of %s between %s and %s"
                                .formatted(batch.words(), Long.toUnsignedString(least), Long.toUnsignedString(most)),
                        Long.toUnsignedString(found),
                        "It cannot be posted. The orderer's view of ForcedInbox at the origin is not L1's."),
                evidence));
    }

    public List<Decision> overdue(Queued entry, Coverage coverage) {
        long index = entry.index();
        boolean kept = Long.compareUnsigned(coverage.at(entry.deadlineSeconds()).forcedThrough(), index) > 0;
        if (kept || coverage.nowSeconds() <= entry.deadlineSeconds()) {
            return List.of();
        }
        Evidence evidence = Evidence.of()
                .claim(FaultClaim.ofArrival(2, rollup.sequencerId(), rollup.id(), true, index))
                .number("index", index)
                .number("gasLimit", entry.gasLimit())
                .bytes("rawTx", entry.rawTx())
                .text("queuedIn", entry.transactionHash())
                .number("deadline", entry.deadlineSeconds())
                .part("trace", coverage.json(entry.deadlineSeconds()))
                .build();
        return List.of(new Decision.Raise(new Finding(
                FindingKind.FORCED_OVERDUE,
                Long.toUnsignedString(index),
                new Words(
                        "forced entry %s in a batch on L1 by %d (Unix seconds)"
                                .formatted(Long.toUnsignedString(index), entry.deadlineSeconds()),
                        "forcedThrough "
                                + Long.toUnsignedString(
                                        coverage.at(entry.deadlineSeconds()).forcedThrough()) + " then",
                        "The sequencer shuts somebody out, or its origin does not advance: F2 pays a credit, succession can replace it."),
                evidence)));
    }

    private static long max(long a, long b) {
        return Long.compareUnsigned(a, b) >= 0 ? a : b;
    }

    private static long min(long a, long b) {
        return Long.compareUnsigned(a, b) <= 0 ? a : b;
    }
}
