package dev.candor.audit.findings.rules;

import static dev.candor.audit.findings.rules.EvidenceCheck.typeSlot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F1 in each slot, from the log, by gossip and from L1. */
class EquivocationTest {
    private final HonestRollup rollup = new HonestRollup();
    private final RollupAudit audit = new RollupAudit(rollup);
    private HonestBatch batch;

    @BeforeEach
    void sealOne() {
        for (int sender = 0; sender < 5; sender++) {
            rollup.arrive(sender);
        }
        batch = rollup.seal();
    }

    private EvidenceCheck bothSigned(Finding finding) {
        return EvidenceCheck.of(finding, rollup)
                .isSignedBy("first", rollup.orderKey.address())
                .isSignedBy("second", rollup.orderKey.address());
    }

    private SeenPromise later(SeenPromise honest) {
        InclusionPromise promise = honest.promise().object();
        return new SeenPromise(
                rollup.sign(new InclusionPromise(
                        promise.rollupId(),
                        promise.seq(),
                        promise.txHash(),
                        promise.sender(),
                        promise.nonce(),
                        promise.receivedAtMillis(),
                        promise.includeBy() + 1,
                        promise.policyHash())),
                Sighting.elsewhere("POST /v1/promises"));
    }

    @Test
    void findsTwoPromisesForOneSeqWhenOneIsGossip() {
        SeenPromise gossip = later(rollup.promises.get(2));
        rollup.promises.add(gossip);

        List<Finding> findings = audit.of(gossip);

        assertThat(findings).extracting(Finding::id).containsExactly("promise-equivocation.2");
        bothSigned(findings.getFirst()).claims("F1", typeSlot("InclusionPromise", HonestRollup.ID.value(), 2));
    }

    @Test
    void findsNothingInThePromiseShownTwice() {
        SeenPromise shown = new SeenPromise(rollup.promises.get(2).promise(), Sighting.elsewhere("POST /v1/promises"));
        rollup.promises.add(shown);

        assertThat(audit.findings()).isEmpty();
    }

    @Test
    void findsTwoHeadersOfOneCut() {
        BatchHeader other = new AlteredHeader(batch.seen().header()).arrivalRoot(Hash32.ZERO);
        SeenBatch second = new SeenBatch(
                rollup.sign(other), batch.seen().cutSignature(), batch.seen().beaconSignature(), rollup.logged());

        List<Finding> findings = audit.again(second, batch);

        assertThat(findings).extracting(Finding::id).containsExactly("header-equivocation.0.1");
        EvidenceCheck evidence =
                bothSigned(findings.getFirst()).claims("F1", typeSlot("BatchHeader", HonestRollup.ID.value(), 0, 1));
        assertThat(evidence.member("first", "arrivalRoot")).isNotEqualTo(evidence.member("second", "arrivalRoot"));
        assertThat(evidence.entries()).hasSize(2);
    }

    @Test
    void findsTwoCutsWithTheHeadersMadeOfThem() {
        BatchHeader other = new AlteredHeader(batch.seen().header()).cutRoot(Hash32.ZERO);
        SeenBatch second = new SeenBatch(
                rollup.sign(other),
                rollup.sign(other.toCut()).signature(),
                batch.seen().beaconSignature(),
                rollup.logged());

        List<Finding> findings = audit.again(second, batch);

        assertThat(findings)
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(FindingKind.CUT_EQUIVOCATION, FindingKind.HEADER_EQUIVOCATION);
        findings.stream()
                .filter(finding -> finding.kind() == FindingKind.CUT_EQUIVOCATION)
                .forEach(finding -> bothSigned(finding).claims("F1", typeSlot("Cut", HonestRollup.ID.value(), 0, 1)));
    }

    @Test
    void findsTwoStatements() {
        ExecutionStatement honest = batch.statement().statement();
        SeenStatement second = new SeenStatement(
                rollup.sign(withStateRoot(honest, Hash32.ZERO)),
                batch.statement().outcomes(),
                rollup.logged());

        List<Finding> findings = audit.again(second, batch);

        assertThat(findings).extracting(Finding::id).containsExactly("statement-equivocation.0.1");
        bothSigned(findings.getFirst()).claims("F1", typeSlot("ExecutionStatement", HonestRollup.ID.value(), 0, 1));
    }

    @Test
    void findsAnotherStatementOnL1() {
        Signed<ExecutionStatement> other =
                rollup.sign(withStateRoot(batch.statement().statement(), Hash32.ZERO));
        SeenPost honest = batch.post();
        BatchCommitment commitment = new BatchCommitment(
                honest.commitment().batchHash(),
                other.object().digest(rollup.rollup.domain()),
                honest.commitment().dataHash(),
                honest.commitment().postedAt(),
                honest.commitment().challengeWindow());
        SeenPost post = new SeenPost(
                honest.header(),
                honest.beaconSignature(),
                other,
                honest.dataHashes(),
                honest.dataSignature(),
                honest.chunks(),
                commitment,
                honest.place());

        assertThat(audit.posted(post, batch))
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(
                        FindingKind.POST_NOT_AS_LOGGED,
                        FindingKind.STATEMENT_EQUIVOCATION,
                        FindingKind.DATA_NOT_REBUILDING);
    }

    @Test
    void findsNoEquivocationInWhatAStrangerSigned() {
        InclusionPromise promise = later(rollup.promises.get(2)).promise().object();
        SeenPromise forged =
                new SeenPromise(rollup.sign(promise, rollup.strangerKey), Sighting.elsewhere("POST /v1/promises"));
        rollup.promises.add(forged);

        assertThat(audit.of(forged)).extracting(Finding::id).containsExactly("wrong-signer.promise.2");
        assertThat(audit.of(rollup.promises.get(2))).isEmpty();
    }

    @Test
    void findsPromisesThatWereMadeOfAnotherRecordBeforeTheCut() {
        Seq seq = rollup.arriveReplaced(90, 91).seq();

        List<Finding> findings = audit.of(rollup.promises.getLast());

        assertThat(findings).extracting(Finding::id).containsExactly("promise-not-arrival." + seq);
        EvidenceCheck.of(findings.getFirst(), rollup)
                .isSignedBy("promise", rollup.orderKey.address())
                .claimsNothing();
    }

    private static ExecutionStatement withStateRoot(ExecutionStatement honest, Hash32 stateRoot) {
        return new ExecutionStatement(
                honest.rollupId(),
                honest.generation(),
                honest.number(),
                honest.batchHash(),
                honest.l2BlockHash(),
                stateRoot,
                honest.receiptsRoot(),
                honest.outcomesRoot(),
                honest.gasUsed());
    }
}
