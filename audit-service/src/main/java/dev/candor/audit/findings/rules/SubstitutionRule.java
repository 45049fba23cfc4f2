package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.findings.evidence.FaultClaim;
import dev.candor.audit.findings.evidence.LeafProof;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.ordering.CutLeaf;
import java.util.Optional;

/** F3: a promise and the cut's leaf at its seq differ; the transaction was left out or replaced. */
final class SubstitutionRule {
    private final AuditedRollup rollup;

    SubstitutionRule(AuditedRollup rollup) {
        this.rollup = rollup;
    }

    /** @param leaf under the header's signed cutRoot, as {@code proof} shows */
    Optional<Finding> judge(SeenPromise seen, SeenBatch batch, CutLeaf leaf, LeafProof proof) {
        InclusionPromise promise = seen.promise().object();
        if (agrees(promise, leaf)) {
            return Optional.empty();
        }
        BatchHeader header = batch.header();
        Evidence evidence = Evidence.of()
                .claim(FaultClaim.ofBatch(3, rollup.sequencerId(), rollup.id(), header.generation(), header.number()))
                .signed("promise", seen.promise())
                .signed("header", batch.signedHeader())
                .proof("cut", proof)
                .entries(seen.at().entry())
                .entries(batch.at().entry())
                .build();
        return Optional.of(new Finding(
                FindingKind.SUBSTITUTION,
                batch.subject() + "." + promise.seq(),
                new Words(
                        "arrival " + promise.seq() + " of " + batch.words() + " to be the promised transaction "
                                + promise.txHash(),
                        leaf.txHash().isZero() ? "nothing (an EMPTY arrival)" : what(promise, leaf),
                        "Promise, header and proof are enough for L1 (F3). The sender is owed the transaction or compensation."),
                evidence));
    }

    static boolean agrees(InclusionPromise promise, CutLeaf leaf) {
        return promise.txHash().equals(leaf.txHash())
                && promise.sender().equals(leaf.sender())
                && promise.nonce() == leaf.nonce()
                && promise.receivedAtMillis() == leaf.receivedAtMillis();
    }

    private static String what(InclusionPromise promise, CutLeaf leaf) {
        return promise.txHash().equals(leaf.txHash())
                ? "its sender, nonce or time altered"
                : "transaction " + leaf.txHash();
    }
}
