package dev.candor.sequencer.settlement;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.l1.L1Header;
import dev.candor.l1.transactions.L1Slots;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.execution.BatchExecutor;
import dev.candor.sequencer.rollup.RollupIdentity;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Moves posted batches on: confirmed when deep enough, final when L1 has called them final in a final block. */
@Component
class Promotions {
    private static final Logger log = LoggerFactory.getLogger(Promotions.class);
    private static final int PAGE = 256;

    private final PostRows posts;
    private final L1Slots<L1Call> slots;
    private final BatchStore batches;
    private final BatchExecutor executor;
    private final Outbox outbox;
    private final Leadership leadership;
    private final RollupIdentity identity;
    private final SequencerProperties properties;
    private final SettlementMeters meters;
    private final Clock clock;
    private @Nullable Finality told;

    Promotions(
            PostRows posts,
            L1Slots<L1Call> slots,
            BatchStore batches,
            BatchExecutor executor,
            Outbox outbox,
            Leadership leadership,
            RollupIdentity identity,
            SequencerProperties properties,
            SettlementMeters meters,
            Clock clock) {
        this.posts = posts;
        this.slots = slots;
        this.batches = batches;
        this.executor = executor;
        this.outbox = outbox;
        this.leadership = leadership;
        this.identity = identity;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
    }

    private record Finality(Hash32 safe, Hash32 finalized) {}

    void promote(Term term, L1Header position, long finalizedL1Block) {
        leadership.fenced(term, () -> {
            confirm(position);
            return true;
        });
        leadership.fenced(term, () -> {
            complete(finalizedL1Block);
            slots.dropRaw(finalizedL1Block);
            return true;
        });
        tellEngine();
    }

    private void confirm(L1Header position) {
        long deepEnough = position.number() - properties.l1().confirmations();
        List<BatchPosts.BatchPost> confirmed = posts.unconfirmed(deepEnough, PAGE);
        long now = clock.millis();
        for (BatchPosts.BatchPost post : confirmed) {
            posts.confirm(post, now);
            outbox.add(SettlementEvents.posted(identity, post, now));
        }
        if (!confirmed.isEmpty()) {
            log.info(
                    "Confirmed batches {}-{} on L1",
                    confirmed.getFirst().number(),
                    confirmed.getLast().number());
        }
    }

    private void complete(long finalizedL1Block) {
        List<BatchPosts.BatchPost> completed = posts.unfinalized(finalizedL1Block, PAGE);
        long now = clock.millis();
        for (BatchPosts.BatchPost post : completed) {
            posts.finalizeAt(post, now);
            BatchPosts.L1Place place = posts.finalizationOf(post.number()).place();
            outbox.add(SettlementEvents.finalized(identity, post, place, now));
            meters.postedToFinal.record(Math.max(0, now - post.seenAtMillis()), TimeUnit.MILLISECONDS);
        }
        if (!completed.isEmpty()) {
            log.info(
                    "Final batches {}-{}",
                    completed.getFirst().number(),
                    completed.getLast().number());
        }
    }

    /** Also after a start, when the client may have forgotten. */
    private void tellEngine() {
        Finality now = new Finality(blockOf(BatchStatus.CONFIRMED), blockOf(BatchStatus.FINAL));
        if (now.equals(told)) {
            return;
        }
        try {
            executor.finality(now.safe(), now.finalized());
            told = now;
        } catch (EngineUnavailableException e) {
            log.debug("The execution client will hear of {} later: {}", now, e.getMessage());
        }
    }

    private Hash32 blockOf(BatchStatus status) {
        return batches.newestAtLeast(status)
                .flatMap(batch -> batch.executed())
                .map(executed -> executed.statement().l2BlockHash())
                .orElse(identity.genesisHash());
    }
}
