package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.findings.evidence.FaultClaim;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.audit.findings.evidence.Slot;
import dev.candor.protocol.eip712.SignedObject;
import java.util.Optional;

/** F1: two different signed objects in one slot, wherever they were seen: in the log, by gossip or on L1. */
public final class EquivocationRule {
    private final AuditedRollup rollup;

    public EquivocationRule(AuditedRollup rollup) {
        this.rollup = rollup;
    }

    /** An object that the sequencer's key signed, and where. */
    public record Act(Signed<? extends SignedObject> signed, Sighting at) {
        public Slot slot() {
            return Slot.of(signed.object());
        }
    }

    /** Both acts are of one slot and signed by order keys of the one sequencer, which the caller has verified. */
    public Optional<Finding> judge(Act first, Act second) {
        Slot slot = first.slot();
        if (!slot.equals(second.slot())) {
            throw new IllegalArgumentException(
                    "Expected two acts of one slot, found " + slot + " and " + second.slot());
        }
        boolean same = first.signed()
                .object()
                .digest(rollup.domain())
                .equals(second.signed().object().digest(rollup.domain()));
        return same ? Optional.empty() : Optional.of(finding(slot, first, second));
    }

    private Finding finding(Slot slot, Act first, Act second) {
        Evidence evidence = Evidence.of()
                .claim(FaultClaim.equivocation(
                        rollup.sequencerId(), rollup.id(), first.signed().object(), slot))
                .signed("first", first.signed())
                .signed("second", second.signed())
                .text("firstSeen", first.at().words())
                .text("secondSeen", second.at().words())
                .entries(first.at().entry())
                .entries(second.at().entry())
                .build();
        return new Finding(
                kind(slot.type()),
                subject(slot),
                new Words(
                        "one signed " + name(slot.type()) + " for " + subject(slot),
                        "two that differ: " + first.at().words() + " and "
                                + second.at().words(),
                        "Keep both: they prove F1 on L1. The one that is posted stands; whoever holds the other is owed compensation."),
                evidence);
    }

    /** The seq of a promise, else {@code <generation>.<number>}. */
    public static String subject(Slot slot) {
        String number = Long.toUnsignedString(slot.number());
        return slot.type() == Slot.Type.PROMISE ? number : Long.toUnsignedString(slot.generation()) + "." + number;
    }

    private static String name(Slot.Type type) {
        return switch (type) {
            case PROMISE -> "promise";
            case CUT -> "cut";
            case HEADER -> "batch header";
            case STATEMENT -> "execution statement";
        };
    }

    private static FindingKind kind(Slot.Type type) {
        return switch (type) {
            case PROMISE -> FindingKind.PROMISE_EQUIVOCATION;
            case CUT -> FindingKind.CUT_EQUIVOCATION;
            case HEADER -> FindingKind.HEADER_EQUIVOCATION;
            case STATEMENT -> FindingKind.STATEMENT_EQUIVOCATION;
        };
    }
}
