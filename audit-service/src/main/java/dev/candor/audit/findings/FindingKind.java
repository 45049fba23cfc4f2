package dev.candor.audit.findings;

import static dev.candor.audit.findings.Severity.CRITICAL;
import static dev.candor.audit.findings.Severity.MAJOR;
import static dev.candor.audit.findings.Severity.WARNING;

import java.util.Locale;

/** Every kind of finding; spec/findings.md says of each what it means, docs/runbooks/findings.md what to do. */
public enum FindingKind {
    PROMISE_EQUIVOCATION(CRITICAL, "F1"),
    CUT_EQUIVOCATION(CRITICAL, "F1"),
    HEADER_EQUIVOCATION(CRITICAL, "F1"),
    STATEMENT_EQUIVOCATION(CRITICAL, "F1"),
    PROMISE_LATE(MAJOR, "F2"),
    PROMISE_DUE_SOON(WARNING, ""),
    PROMISE_NOT_ARRIVAL(MAJOR, ""),
    PROMISE_WITHOUT_ARRIVAL(MAJOR, ""),
    PROMISE_SUPPRESSED(MAJOR, ""),
    SUBSTITUTION(CRITICAL, "F3"),
    WRONG_ORDER(CRITICAL, "F4"),
    WRONG_BEACON(CRITICAL, "F5"),
    WRONG_SEED(CRITICAL, ""),
    BEACON_ABSENT(WARNING, "F13"),
    ORDERING_DELAY(MAJOR, "F6"),
    FORCED_ALTERED(CRITICAL, "F7"),
    FORCED_RANGE(CRITICAL, ""),
    FORCED_OVERDUE(MAJOR, "F2"),
    RANGE_NOT_CONTIGUOUS(CRITICAL, ""),
    CUT_NOT_REBUILT(CRITICAL, ""),
    ARRIVALS_NOT_REBUILT(CRITICAL, ""),
    ORDER_NOT_REBUILT(CRITICAL, ""),
    OUTCOMES_NOT_REBUILT(CRITICAL, ""),
    STATEMENT_OF_OTHER_BATCH(CRITICAL, ""),
    WRONG_SIGNER(CRITICAL, ""),
    WRONG_POLICY(CRITICAL, ""),
    POST_NOT_AS_LOGGED(CRITICAL, ""),
    POST_NOT_LOGGED(CRITICAL, ""),
    POST_EVENT_UNTRUE(MAJOR, ""),
    POST_OF_OTHER_GENERATION(CRITICAL, ""),
    DATA_NOT_REBUILDING(CRITICAL, "F8"),
    CHECKPOINT_STALE(MAJOR, ""),
    WITNESS_STALE(WARNING, ""),
    ANCHOR_STALE(MAJOR, ""),
    WITNESS_CONTRADICTS(MAJOR, ""),
    LOG_FORKED(CRITICAL, "F10"),
    KAFKA_GAP(MAJOR, ""),
    KAFKA_REWOUND(MAJOR, ""),
    KAFKA_BYTES_DIFFER(CRITICAL, ""),
    KAFKA_NOT_AS_LOGGED(CRITICAL, ""),
    LOG_STOPPED(CRITICAL, ""),
    EVENT_UNREADABLE(MAJOR, "");

    private final Severity severity;
    private final String fault;

    FindingKind(Severity severity, String fault) {
        this.severity = severity;
        this.fault = fault;
    }

    public Severity severity() {
        return severity;
    }

    /** The fault of spec/faults.md that its evidence shows, or "" when it shows none that has a number. */
    public String fault() {
        return fault;
    }

    /** The kind as it begins an id, for example {@code promise-late}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
