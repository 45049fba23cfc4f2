package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.findings.evidence.FaultClaim;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.policy.Policy;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * F6: an arrival waited longer for its cut than the policy allows. Judged only where a quorum confirmed the batch's clock
 * (beacon kind 2), and not across a rollback. One finding for each batch: the arrival that waited longest.
 */
public final class DelayRule {
    private final AuditedRollup rollup;

    public DelayRule(AuditedRollup rollup) {
        this.rollup = rollup;
    }

    /**
     * @param promises those for seqs of the batch
     * @param beforeRollback whether the batch orders arrivals of an ended generation again
     */
    public Optional<Finding> judge(SeenBatch batch, Policy policy, List<SeenPromise> promises, boolean beforeRollback) {
        if (batch.header().beaconKind() != BeaconKind.QUORUM.code() || beforeRollback) {
            return Optional.empty();
        }
        return promises.stream()
                .filter(promise -> waitedMillis(promise, batch) > policy.maxOrderingDelayMillis())
                .max(Comparator.comparingLong(promise -> waitedMillis(promise, batch)))
                .map(promise -> finding(promise, batch, policy));
    }

    private static long waitedMillis(SeenPromise promise, SeenBatch batch) {
        return batch.header().sealedAtMillis() - promise.promise().object().receivedAtMillis();
    }

    private Finding finding(SeenPromise promise, SeenBatch batch, Policy policy) {
        return new Finding(
                FindingKind.ORDERING_DELAY,
                batch.subject() + "." + promise.seq(),
                new Words(
                        "arrival " + promise.seq() + " in a cut within " + policy.maxOrderingDelayMillis() + " ms",
                        waitedMillis(promise, batch) + " ms until " + batch.words(),
                        "Look why the orderer did not cut: leadership, the line of arrivals, caps. The delay is a capped service credit (F6)."),
                Evidence.of()
                        .claim(FaultClaim.ofArrival(
                                6,
                                rollup.sequencerId(),
                                rollup.id(),
                                false,
                                promise.seq().value()))
                        .signed("promise", promise.promise())
                        .signed("header", batch.signedHeader())
                        .bytes("beaconSignature", batch.beaconSignature())
                        .bytes("policy", policy.encode())
                        .entries(promise.at().entry())
                        .entries(batch.at().entry())
                        .build());
    }
}
