package dev.candor.audit.findings.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Statements, posts and data that are not what is logged or signed. */
class StatementAndPostFaultsTest {
    private final HonestRollup rollup = new HonestRollup();
    private final RollupAudit audit = new RollupAudit(rollup);
    private final PostRule posts = new PostRule(rollup.rollup);

    private HonestBatch sealed(Wrong wrong) {
        for (int sender = 0; sender < 5; sender++) {
            rollup.arrive(sender);
        }
        return rollup.seal(wrong);
    }

    private static Wrong statement(UnaryOperator<ExecutionStatement> change) {
        return new Wrong() {
            @Override
            public ExecutionStatement statement(ExecutionStatement statement) {
                return change.apply(statement);
            }
        };
    }

    private static ExecutionStatement with(ExecutionStatement honest, Hash32 batchHash, Hash32 outcomesRoot) {
        return new ExecutionStatement(
                honest.rollupId(),
                honest.generation(),
                honest.number(),
                batchHash,
                honest.l2BlockHash(),
                honest.stateRoot(),
                honest.receiptsRoot(),
                outcomesRoot,
                honest.gasUsed());
    }

    private EvidenceCheck only(List<Finding> found, String id) {
        assertThat(found).extracting(Finding::id).containsExactly(id);
        return EvidenceCheck.of(found.getFirst(), rollup);
    }

    @Test
    void tellsOfOutcomesThatDoNotGiveTheirRoot() {
        HonestBatch batch = sealed(statement(honest -> with(honest, honest.batchHash(), Hash32.ZERO)));

        only(audit.of(batch), "outcomes-not-rebuilt.0.1").isSignedBy("statement", rollup.orderKey.address());
    }

    @Test
    void tellsOfOneOutcomeToldOtherwise() {
        HonestBatch batch = sealed(new Wrong() {
            @Override
            public List<SeenStatement.OutcomeAt> outcomes(List<SeenStatement.OutcomeAt> outcomes) {
                List<SeenStatement.OutcomeAt> changed = new ArrayList<>(outcomes);
                changed.set(
                        0,
                        new SeenStatement.OutcomeAt(
                                Outcome.REVERTED, outcomes.getFirst().gasUsed()));
                return changed;
            }
        });

        only(audit.of(batch), "outcomes-not-rebuilt.0.1");
    }

    @Test
    void tellsOfAStatementThatNamesAnotherBatch() {
        HonestBatch batch = sealed(statement(honest -> with(honest, Hash32.ZERO, honest.outcomesRoot())));

        only(audit.of(batch), "statement-of-other-batch.0.1")
                .isSignedBy("statement", rollup.orderKey.address())
                .isSignedBy("header", rollup.orderKey.address());
    }

    @Test
    void tellsOfDataThatDoesNotDecode() {
        HonestBatch batch = sealed(new Wrong() {
            @Override
            public Bytes data(Bytes content) {
                return content.slice(0, content.size() - 1);
            }
        });

        EvidenceCheck evidence = only(audit.of(batch), "data-not-rebuilding.0.1")
                .isSignedBy("header", rollup.orderKey.address())
                .isSignedBy("dataStatement", rollup.orderKey.address());
        assertThat(evidence.member("dataStatement", "batchHash"))
                .isEqualTo(batch.post().commitment().batchHash().toHex());
    }

    @Test
    void tellsOfDataThatGivesOtherArrivals() {
        HonestBatch batch = sealed(new Wrong() {
            @Override
            public Bytes data(Bytes content) {
                byte[] changed = content.toArray();
                changed[0] += 2; // The first arrival is said to be received a millisecond apart.
                return Bytes.wrap(changed);
            }
        });

        only(audit.of(batch), "data-not-rebuilding.0.1");
    }

    @Test
    void tellsOfAnotherHeaderOnL1() {
        HonestBatch batch = sealed(Wrong.NOTHING);
        BatchHeader other = new AlteredHeader(batch.seen().header()).policyHash(Hash32.ZERO);

        List<Finding> found = audit.posted(posted(batch, other), batch);

        assertThat(found)
                .extracting(Finding::kind)
                .contains(FindingKind.POST_NOT_AS_LOGGED, FindingKind.HEADER_EQUIVOCATION);
        EvidenceCheck.of(found.getFirst(), rollup)
                .isSignedBy("postedHeader", rollup.orderKey.address())
                .isSignedBy("loggedHeader", rollup.orderKey.address());
    }

    private SeenPost posted(HonestBatch batch, BatchHeader header) {
        SeenPost honest = batch.post();
        BatchCommitment commitment = honest.commitment();
        return new SeenPost(
                rollup.sign(header),
                honest.beaconSignature(),
                honest.statement(),
                honest.dataHashes(),
                honest.dataSignature(),
                honest.chunks(),
                new BatchCommitment(
                        header.digest(rollup.rollup.domain()),
                        commitment.executionHash(),
                        commitment.dataHash(),
                        commitment.postedAt(),
                        commitment.challengeWindow()),
                honest.place());
    }

    @Test
    void tellsOfAPostOfAnEndedGeneration() {
        HonestBatch batch = sealed(Wrong.NOTHING);

        assertThat(posts.ofOtherGeneration(batch.post(), new Generation(1)))
                .map(Finding::id)
                .contains("post-of-other-generation.0.1");
        assertThat(posts.ofOtherGeneration(batch.post(), Generation.ZERO)).isEmpty();
    }

    @Test
    void tellsOfAPostThatTheLogLacks() {
        HonestBatch batch = sealed(Wrong.NOTHING);

        only(List.of(posts.notLogged(batch.post(), 90)), "post-not-logged.0.1")
                .isSignedBy("postedHeader", rollup.orderKey.address())
                .isSignedBy("postedStatement", rollup.orderKey.address());
    }

    @Test
    void tellsOfAWordAboutAPostThatL1DoesNotKnow() {
        HonestBatch batch = sealed(Wrong.NOTHING);
        BatchCommitment told = batch.post().commitment();
        Sighting at = Sighting.logged(77);

        assertThat(posts.eventUntrue("0.1", told, at, Optional.empty()))
                .map(Finding::id)
                .contains("post-event-untrue.0.1");
        assertThat(posts.eventUntrue("0.1", told, at, Optional.of(BatchCommitment.GENESIS)))
                .isPresent();
        assertThat(posts.eventUntrue("0.1", told, at, Optional.of(told))).isEmpty();
    }
}
