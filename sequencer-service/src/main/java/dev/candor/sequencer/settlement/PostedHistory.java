package dev.candor.sequencer.settlement;

import dev.candor.contracts.Rollup;
import dev.candor.l1.FollowerStore;
import dev.candor.l1.transactions.FollowedBlocks;
import dev.candor.l1.transactions.L1DisagreesException;
import dev.candor.l1.transactions.L1Slots;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.rollback.Rollback;
import dev.candor.sequencer.rollback.RollbackRows;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.methods.response.Log;

/**
 * Turns the Rollup's logs into the state of batches, forward and, when L1 drops blocks, back. Not thread-safe.
 */
@Component
class PostedHistory implements FollowedBlocks.Effects {
    private static final Logger log = LoggerFactory.getLogger(PostedHistory.class);
    private static final String POSTED = EventEncoder.encode(Rollup.BATCHPOSTED_EVENT);
    private static final String FINALIZED = EventEncoder.encode(Rollup.BATCHESFINALIZED_EVENT);
    private static final String ROLLED_BACK = EventEncoder.encode(Rollup.ROLLBACKEXECUTED_EVENT);

    private final FollowedBlocks blocks;
    private final PostRows posts;
    private final L1Slots<L1Call> slots;
    private final BatchChunks chunks;
    private final BatchStore batches;
    private final RollbackRows rollbacks;
    private final SettlementMeters meters;
    private final Clock clock;

    PostedHistory(
            JdbcClient jdbc,
            PostRows posts,
            L1Slots<L1Call> slots,
            BatchChunks chunks,
            BatchStore batches,
            RollbackRows rollbacks,
            Leadership leadership,
            SettlementMeters meters,
            Clock clock) {
        this.blocks = FollowedBlocks.ofFollower(jdbc, leadership, "l1_block", "settlement");
        this.posts = posts;
        this.slots = slots;
        this.chunks = chunks;
        this.batches = batches;
        this.rollbacks = rollbacks;
        this.meters = meters;
        this.clock = clock;
    }

    FollowerStore in(Term term) {
        return blocks.in(term, this);
    }

    @Override
    public void undoAbove(long blockNumber) {
        int unposted = posts.removeAbove(blockNumber);
        rollbacks.dropAbove(blockNumber);
        int transactions = slots.unmine(blockNumber);
        meters.reorgs.increment();
        log.warn(
                "L1 dropped blocks above {}: {} batches and {} of our transactions are on their way again",
                blockNumber,
                unposted,
                transactions);
    }

    @Override
    public void apply(Log entry) {
        String topic = entry.getTopics().isEmpty() ? "" : entry.getTopics().getFirst();
        if (topic.equals(POSTED)) {
            posted(Rollup.getBatchPostedEventFromLog(entry));
        } else if (topic.equals(FINALIZED)) {
            Rollup.BatchesFinalizedEventResponse event = Rollup.getBatchesFinalizedEventFromLog(entry);
            posts.add(new PostRows.Finalization(
                    event.firstNumber.longValueExact(), event.lastNumber.longValueExact(), place(entry)));
        } else if (topic.equals(ROLLED_BACK)) {
            rolledBack(Rollup.getRollbackExecutedEventFromLog(entry), place(entry));
        }
    }

    private void rolledBack(Rollup.RollbackExecutedEventResponse event, BatchPosts.L1Place place) {
        rollbacks.announced(new Rollback(
                new Generation(event.generation.longValueExact()),
                event.anchorNumber.longValueExact(),
                Hash32.wrap(event.anchorHash),
                Hash32.wrap(event.faultId),
                place.transactionHash(),
                place.blockNumber(),
                place.blockHash(),
                place.logIndex()));
        log.warn(
                "L1 rolled back to batch {} (generation {}, fault {}, L1 transaction {}): batches go on from there when that is final",
                event.anchorNumber,
                event.generation,
                Hash32.wrap(event.faultId),
                place.transactionHash());
    }

    private void posted(Rollup.BatchPostedEventResponse event) {
        long number = event.number.longValueExact();
        BatchCommitment commitment = new BatchCommitment(
                Hash32.wrap(event.batchHash),
                Hash32.wrap(event.executionHash),
                Hash32.wrap(event.dataHash),
                event.postedAt.longValueExact(),
                event.challengeWindow.longValueExact());
        StoredBatch batch = batches.find(number)
                .filter(stored -> stored.executed().isPresent())
                .orElseThrow(() -> new L1DisagreesException(
                        "Expected L1 to have only batches that are executed here, found batch %d (%s): this database is older than the chain. Restore the newest one; see docs/runbooks/signing-record.md."
                                .formatted(number, commitment.batchHash())));
        requireOurs(batch, commitment);
        List<Hash32> cut = chunks.hashes(event.generation.longValueExact(), number);
        if (cut.isEmpty() || !BatchData.dataHash(cut).equals(commitment.dataHash())) {
            meters.foreignData.increment();
            log.error(
                    "Batch {} is on L1 with data that the order key signed and that was not cut here last (L1 transaction {}): answer demands for its arrivals, and find out what else signs with this key",
                    number,
                    event.log.getTransactionHash());
        }
        long now = clock.millis();
        posts.add(event.generation.longValueExact(), number, commitment, place(event.log), now);
        meters.executedToPosted.record(
                Math.max(0, now - batch.executed().orElseThrow().executedAtMillis()), TimeUnit.MILLISECONDS);
    }

    private static void requireOurs(StoredBatch batch, BatchCommitment commitment) {
        Hash32 batchHash = batch.ordered().orElseThrow().batchHash();
        Hash32 executionHash = batch.executed().orElseThrow().executionHash();
        if (!batchHash.equals(commitment.batchHash()) || !executionHash.equals(commitment.executionHash())) {
            throw new L1DisagreesException(
                    "Expected batch %d on L1 to be %s with statement %s, found %s with %s: another orderer signed it. Stop every orderer and compare their databases."
                            .formatted(
                                    batch.number(),
                                    batchHash,
                                    executionHash,
                                    commitment.batchHash(),
                                    commitment.executionHash()));
        }
    }

    private static BatchPosts.L1Place place(Log entry) {
        return new BatchPosts.L1Place(
                Hash32.fromHex(entry.getTransactionHash()),
                entry.getBlockNumber().longValueExact(),
                Hash32.fromHex(entry.getBlockHash()),
                entry.getLogIndex().intValueExact());
    }
}
