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
import java.util.List;
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

    /**
     * What L1 has anchored, against the tree that is served: the second form of F10, one signed checkpoint and the nodes that
     * fold to its root and to another older one. The contract took the anchor with the log key's signature only.
     *
     * @param anchored size and root, as the contract says
     * @param served a published checkpoint of at least that size
     * @param own root of the served tree at the anchored size
     * @param nodes the consistency proof from the anchored size to the served one, RFC 9162 section 2.1.4
     */
    public Optional<Finding> judgeAnchored(
            LogCheckpoint anchored, SeenCheckpoint served, Hash32 own, List<Hash32> nodes, String contract) {
        if (anchored.root().equals(own) || !isOurs(served)) {
            return Optional.empty();
        }
        Hash32 accused = Hash32.wrap(new AbiWords(1).address(logKey).finish());
        String size = Long.toUnsignedString(anchored.size());
        return Optional.of(new Finding(
                FindingKind.LOG_FORKED,
                size,
                new Words(
                        "root " + own + " of the log at size " + size + ", which the served checkpoint extends",
                        anchored.root() + " (anchored on L1, AuditAnchor " + contract + ")",
                        "Stop every process that has the log's key: it signed two histories (F10). Keep both trees, compare with the witnesses' copies."),
                Evidence.of()
                        .claim(FaultClaim.forkedLog(accused, rollup.id(), anchored))
                        .object("anchored", anchored)
                        .signed("served", served.signed())
                        .hash("ownRoot", own)
                        .part("nodes", nodes.stream().map(Hash32::toHex).toList())
                        .text("anchoredSeen", "AuditAnchor " + contract)
                        .text("servedSeen", served.at().words())
                        .build()));
    }

    /** A witness that says it has another tree. It shows no second note, so nothing is proven of anybody yet. */
    public static Finding contradicted(
            String subject, String witness, Signed<LogCheckpoint> asked, String note, String why) {
        return new Finding(
                FindingKind.WITNESS_CONTRADICTS,
                subject,
                new Words(
                        "a cosignature of " + witness + " over size "
                                + Long.toUnsignedString(asked.object().size()),
                        why,
                        "Ask its operator for the checkpoint that it cosigned last, and compare the roots: two that the log's key signed prove F10. Publication stands until it is clear."),
                Evidence.of()
                        .signed("asked", asked)
                        .text("note", note)
                        .text("witness", witness)
                        .text("answer", why)
                        .build());
    }

    private boolean isOurs(SeenCheckpoint seen) {
        return seen.signed().signer(rollup.domain()).filter(logKey::equals).isPresent();
    }
}
