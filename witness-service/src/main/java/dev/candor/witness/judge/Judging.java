package dev.candor.witness.judge;

import dev.candor.l1.L1Header;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.PostedBatch;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.protocol.eip712.BatchAttestation;
import dev.candor.protocol.eip712.Verdict;
import dev.candor.protocol.types.RollupId;
import dev.candor.witness.attest.Attestations;
import dev.candor.witness.attest.Decision;
import dev.candor.witness.attest.Recorded;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deals with posts one after the other, in the order of L1, once the block of a post is final there: what is signed must not rest
 * on what L1 may take back. Verdict, rows and position are one transaction; then the signature is made. After a crash anywhere the
 * same post is judged again, or only its signature is made.
 */
final class Judging {
    private static final Logger log = LoggerFactory.getLogger(Judging.class);

    private final Judge judge;
    private final FinalFacts facts;
    private final PostedFacts posted;
    private final JudgedBatches judged;
    private final JudgedArrivals arrivals;
    private final Attestations attestations;
    private final RollupId rollup;
    private final TransactionTemplate transactions;

    Judging(
            Judge judge,
            FinalFacts facts,
            PostedFacts posted,
            JudgedBatches judged,
            JudgedArrivals arrivals,
            Attestations attestations,
            RollupId rollup,
            PlatformTransactionManager transactions) {
        this.judge = judge;
        this.facts = facts;
        this.posted = posted;
        this.judged = judged;
        this.arrivals = arrivals;
        this.attestations = attestations;
        this.rollup = rollup;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** What a step came to. */
    sealed interface Step {
        /** Every post that is final on L1 has been dealt with. */
        record Idle() implements Step {}

        /** One post was dealt with: judged, or void before it was. */
        record Done() implements Step {}

        /** @param reason why the next post cannot be judged now */
        record Stuck(String reason) implements Step {}
    }

    Step step() {
        attestations.sign();
        rollBack();
        JudgedBatches.Position position = judged.position();
        Optional<PostedBatch> next = due(position, 1).stream().findFirst();
        if (next.isEmpty()) {
            return new Step.Idle();
        }
        PostedBatch post = next.get();
        if (isVoid(post, position)) {
            judged.moveOn(position, post);
            return new Step.Done();
        }
        return switch (judge.judge(post)) {
            case Judgement.NotNow(String reason) -> new Step.Stuck(reason);
            case Judgement.Judged verdict -> {
                keep(position, post, verdict);
                attestations.sign();
                yield new Step.Done();
            }
        };
    }

    /** Says of every batch that waits for its verdict that it is UNAVAILABLE now; once of each. */
    void callUnavailable(String reason) {
        JudgedBatches.Position position = judged.position();
        for (PostedBatch post : due(position, PostedFacts.MAX_PAGE)) {
            if (!isVoid(post, position)) {
                transactions.executeWithoutResult(
                        status -> attestations.record(decision(post, Verdict.UNAVAILABLE, List.of(reason))));
            }
        }
        attestations.sign();
    }

    /** How many posts are final on L1 and not dealt with. */
    long behind() {
        JudgedBatches.Position position = judged.position();
        return posted.postedBetween(position.blockNumber(), position.logIndex(), lastFinal());
    }

    /** Final on both readings of L1. */
    private long lastFinal() {
        return Math.min(
                facts.head().map(L1Header::number).orElse(-1L), posted.heads().finalized());
    }

    private List<PostedBatch> due(JudgedBatches.Position position, int max) {
        long lastFinal = lastFinal();
        return posted.postsAfter(position.blockNumber(), position.logIndex(), max).stream()
                .filter(post -> post.place().blockNumber() <= lastFinal)
                .toList();
    }

    private void rollBack() {
        long applied = judged.position().generation();
        long lastFinal = lastFinal();
        for (PostedFacts.Rollback rollback : posted.rollbacks()) {
            boolean isDue =
                    rollback.generation().value() > applied && rollback.place().blockNumber() <= lastFinal;
            if (isDue) {
                transactions.executeWithoutResult(status -> judged.rollBack(rollback));
                log.warn(
                        "generation {} has begun: batches from {} on are void",
                        rollback.generation(),
                        rollback.voidedFrom());
            }
        }
    }

    /** By a rollback that is final and was applied before this post was judged. */
    private boolean isVoid(PostedBatch post, JudgedBatches.Position position) {
        return posted.rollbacks().stream()
                .filter(rollback -> rollback.generation().value() <= position.generation())
                .anyMatch(rollback -> rollback.generation().value()
                                > post.generation().value()
                        && post.number().value() >= rollback.voidedFrom().value());
    }

    private void keep(JudgedBatches.Position position, PostedBatch post, Judgement.Judged verdict) {
        List<String> reasons =
                verdict.differences().stream().map(Object::toString).toList();
        transactions.executeWithoutResult(status -> {
            if (!judged.moveOn(position, post)) {
                return;
            }
            judged.add(post, verdict);
            arrivals.add(post.number(), verdict.arrivals());
            Recorded recorded = attestations.record(decision(post, verdict.verdict(), reasons));
            if (recorded instanceof Recorded.Taken(var held)) {
                log.error(
                        "slot taken generation={} number={} held={} found={}: nothing is signed",
                        post.generation(),
                        post.number(),
                        held,
                        verdict.verdict());
            }
        });
    }

    private Decision decision(PostedBatch post, Verdict verdict, List<String> reasons) {
        BatchAttestation attestation = new BatchAttestation(
                rollup,
                post.generation(),
                post.number(),
                post.commitment().batchHash(),
                post.commitment().executionHash(),
                verdict);
        return new Decision(
                attestation, reasons, post.place().blockNumber(), post.place().blockHash());
    }
}
