package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.findings.evidence.FaultClaim;
import dev.candor.protocol.eip712.InclusionPromise;
import java.util.List;

/** F2: at a promise's deadline no batch on L1 covered its seq; and the warning before. */
public final class LateRule {
    private final AuditedRollup rollup;
    private final long warnBeforeSeconds;

    /** @param warnBeforeSeconds how long before the deadline an uncovered promise is told */
    public LateRule(AuditedRollup rollup, long warnBeforeSeconds) {
        this.rollup = rollup;
        this.warnBeforeSeconds = warnBeforeSeconds;
    }

    /**
     * When the promise must be covered: {@code min(includeBy, ceil(receivedAtMillis / 1000) + inclusionDelay)}, and for one
     * that a rollback voided at least {@code executedAt + inclusionDelay}. Unix seconds of L1.
     *
     * @param rolledBackAtSeconds when the newest rollback below its seq was executed; 0 for none
     */
    public static long deadline(InclusionPromise promise, long inclusionDelaySeconds, long rolledBackAtSeconds) {
        long byReceipt = Math.ceilDiv(promise.receivedAtMillis(), 1000L) + inclusionDelaySeconds;
        long deadline = Math.min(promise.includeBy(), byReceipt);
        return rolledBackAtSeconds == 0 ? deadline : Math.max(deadline, rolledBackAtSeconds + inclusionDelaySeconds);
    }

    /** Decides about one promise; its deadline as {@link #deadline} gives it. */
    public List<Decision> judge(SeenPromise seen, long deadlineSeconds, Coverage coverage) {
        long seq = seen.seq().value();
        String subject = seen.seq().toString();
        boolean keptInTime = Long.compareUnsigned(coverage.at(deadlineSeconds).coveredCount(), seq) > 0;
        if (keptInTime) {
            return List.of(
                    new Decision.Clear(FindingKind.PROMISE_DUE_SOON, subject, "a batch on L1 covers it in time"));
        }
        if (coverage.nowSeconds() > deadlineSeconds) {
            return List.of(
                    new Decision.Raise(late(seen, deadlineSeconds, coverage)),
                    new Decision.Clear(FindingKind.PROMISE_DUE_SOON, subject, "its deadline has passed"));
        }
        boolean covered = coverage.covering(seq).isPresent();
        boolean soon = coverage.nowSeconds() + warnBeforeSeconds >= deadlineSeconds;
        return soon && !covered ? List.of(new Decision.Raise(soon(seen, deadlineSeconds, coverage))) : List.of();
    }

    private Finding late(SeenPromise seen, long deadlineSeconds, Coverage coverage) {
        String found = coverage.covering(seen.seq().value())
                .map(point -> "a batch that covers it at " + point.atSeconds() + ", "
                        + (point.atSeconds() - deadlineSeconds) + " s late")
                .orElse("none by " + coverage.nowSeconds());
        return new Finding(
                FindingKind.PROMISE_LATE,
                seen.seq().toString(),
                new Words(
                        "a batch on L1 that covers arrival " + seen.seq() + " by " + deadlineSeconds
                                + " (Unix seconds)",
                        found,
                        "Look at the settlement runbook for what holds posts up. Later promises of the same outage are late too; the credit is capped for each outage (F2)."),
                parts(seen, deadlineSeconds, coverage)
                        .claim(FaultClaim.ofArrival(
                                2,
                                rollup.sequencerId(),
                                rollup.id(),
                                false,
                                seen.seq().value()))
                        .build());
    }

    private static Finding soon(SeenPromise seen, long deadlineSeconds, Coverage coverage) {
        return new Finding(
                FindingKind.PROMISE_DUE_SOON,
                seen.seq().toString(),
                new Words(
                        "a batch on L1 that covers arrival " + seen.seq() + " well before " + deadlineSeconds,
                        "none " + (deadlineSeconds - coverage.nowSeconds()) + " s before",
                        "Settlement is behind: see its runbook now, the promise can still be kept."),
                parts(seen, deadlineSeconds, coverage).build());
    }

    private static Evidence.Builder parts(SeenPromise seen, long deadlineSeconds, Coverage coverage) {
        return Evidence.of()
                .signed("promise", seen.promise())
                .number("deadline", deadlineSeconds)
                .number("l1Now", coverage.nowSeconds())
                .part("trace", coverage.json(deadlineSeconds))
                .entries(seen.at().entry());
    }
}
