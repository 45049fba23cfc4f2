package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.findings.evidence.FaultClaim;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.eip712.LogCheckpoint;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.util.Optional;

/** F10: two checkpoints of one log and size, both signed with the log's key, that differ in their root. */
public final class ForkRule {
    private final AuditedRollup rollup;
    private final Address logKey;

    public ForkRule(AuditedRollup rollup, Address logKey) {
        this.rollup = rollup;
        this.logKey = logKey;
    }

    /** A signed checkpoint and where it was seen: served here, by a witness, or anchored on L1. */
    public record SeenCheckpoint(Signed<LogCheckpoint> signed, Sighting at) {}

    public Optional<Finding> judge(SeenCheckpoint first, SeenCheckpoint second) {
        LogCheckpoint one = first.signed().object();
        LogCheckpoint other = second.signed().object();
        boolean sameSlot = one.originHash().equals(other.originHash()) && one.size() == other.size();
        if (!sameSlot || one.root().equals(other.root()) || !isOurs(first) || !isOurs(second)) {
            return Optional.empty();
        }
        Hash32 accused = Hash32.wrap(new AbiWords(1).address(logKey).finish());
        return Optional.of(new Finding(
                FindingKind.LOG_FORKED,
                Long.toUnsignedString(one.size()),
                new Words(
                        "one root of the log at size " + Long.toUnsignedString(one.size()),
                        one.root() + " (" + first.at().words() + ") and " + other.root() + " ("
                                + second.at().words() + ")",
                        "Stop this service: the log's key signed two histories (F10). Compare with the witnesses' copies before anything else."),
                Evidence.of()
                        .claim(FaultClaim.forkedLog(accused, rollup.id(), one))
                        .signed("first", first.signed())
                        .signed("second", second.signed())
                        .text("firstSeen", first.at().words())
                        .text("secondSeen", second.at().words())
                        .build()));
    }

    private boolean isOurs(SeenCheckpoint seen) {
        return seen.signed().signer(rollup.domain()).filter(logKey::equals).isPresent();
    }
}
