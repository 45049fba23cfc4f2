package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.protocol.beacon.BeaconKey;
import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is decided about one sealed batch. What no key of the sequencer signed is nobody's act and is judged no
 * further; a second object of a slot is judged as that alone, because the first one stands until L1 says otherwise.
 */
public final class BatchJudge {
    private final AuditedRollup rollup;
    private final EquivocationRule equivocation;
    private final SignerRule signer = new SignerRule();
    private final RangeRule range;
    private final PolicyRule policy = new PolicyRule();
    private final SeedRule seed;
    private final ForcedRule forced;
    private final BatchRule trees;
    private final DelayRule delay;

    public BatchJudge(AuditedRollup rollup, RangeRule.Genesis genesis) {
        this.rollup = rollup;
        this.equivocation = new EquivocationRule(rollup);
        this.range = new RangeRule(rollup, genesis);
        this.seed = new SeedRule(rollup);
        this.forced = new ForcedRule(rollup);
        this.trees = new BatchRule(rollup);
        this.delay = new DelayRule(rollup);
    }

    /**
     * What stands around a batch.
     *
     * @param parent the batch that {@code parentHash} names; empty for batch 1 or when the log has none
     * @param policy in force at the origin
     * @param beaconKey in force at the origin
     * @param promises validly signed, for seqs of the batch
     * @param beforeRollback whether it orders arrivals of an ended generation again
     */
    public record Facts(
            Keys keys,
            Optional<SeenBatch> parent,
            Policy policy,
            Optional<BeaconKey> beaconKey,
            ForcedRule.InboxAtOrigin inbox,
            Rebuild rebuild,
            List<SeenPromise> promises,
            boolean beforeRollback) {
        public Facts {
            promises = List.copyOf(promises);
        }
    }

    /** @param earlier other batches of the same slot that were seen before this one */
    public List<Finding> judge(SeenBatch batch, List<SeenBatch> earlier, Facts facts) {
        List<Finding> findings = new ArrayList<>();
        Optional<Address> cutSigner = batch.cut().signer(rollup.domain());
        Optional<Address> headerSigner = batch.signedHeader().signer(rollup.domain());
        signer.judge(
                        batch.signedHeader(),
                        batch.at(),
                        headerSigner,
                        facts.keys().inForce())
                .ifPresent(findings::add);
        signer.judge(batch.cut(), batch.at(), cutSigner, facts.keys().inForce()).ifPresent(findings::add);
        findings.addAll(twice(batch, earlier, cutSigner, headerSigner, facts.keys()));
        boolean stands = earlier.stream().noneMatch(other -> !other.header().equals(batch.header()));
        boolean isAct = headerSigner.filter(facts.keys()::isSequencer).isPresent();
        if (stands && isAct) {
            findings.addAll(alone(batch, facts));
        }
        return findings;
    }

    private List<Finding> alone(SeenBatch batch, Facts facts) {
        long forcedBefore =
                facts.parent().map(parent -> parent.header().forcedThrough()).orElse(0L);
        List<Finding> findings = new ArrayList<>();
        range.judge(batch, facts.parent()).ifPresent(findings::add);
        policy.judge(batch, facts.policy()).ifPresent(findings::add);
        seed.judge(batch, facts.beaconKey()).ifPresent(findings::add);
        forced.range(batch, forcedBefore, facts.inbox()).ifPresent(findings::add);
        findings.addAll(trees.judge(batch, facts.rebuild(), facts.promises()));
        delay.judge(batch, facts.policy(), facts.promises(), facts.beforeRollback())
                .ifPresent(findings::add);
        return findings;
    }

    private List<Finding> twice(
            SeenBatch batch,
            List<SeenBatch> earlier,
            Optional<Address> cutSigner,
            Optional<Address> headerSigner,
            Keys keys) {
        List<Finding> findings = new ArrayList<>();
        for (SeenBatch other : earlier) {
            if (headerSigner.filter(keys::isSequencer).isPresent() && isAct(other.signedHeader(), keys)) {
                equivocation
                        .judge(act(other.signedHeader(), other), act(batch.signedHeader(), batch))
                        .ifPresent(findings::add);
            }
            if (cutSigner.filter(keys::isSequencer).isPresent() && isAct(other.cut(), keys)) {
                equivocation
                        .judge(act(other.cut(), other), act(batch.cut(), batch))
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    private boolean isAct(Signed<? extends SignedObject> signed, Keys keys) {
        return signed.signer(rollup.domain()).filter(keys::isSequencer).isPresent();
    }

    private static EquivocationRule.Act act(Signed<? extends SignedObject> signed, SeenBatch seen) {
        return new EquivocationRule.Act(signed, seen.at());
    }
}
