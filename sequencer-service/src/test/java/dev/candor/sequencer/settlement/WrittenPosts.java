package dev.candor.sequencer.settlement;

import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.sequencer.batches.StoredBatch;
import org.springframework.context.ApplicationContext;

/** Writes through the real rows where a batch stands on L1, for tests of other features. */
public final class WrittenPosts {
    public static final long CHALLENGE_WINDOW_SECONDS = 60;

    private final PostRows rows;

    public WrittenPosts(ApplicationContext context) {
        this.rows = context.getBean(PostRows.class);
    }

    public BatchCommitment posted(StoredBatch batch, long l1BlockNumber, long postedAt, long atMillis) {
        BatchCommitment commitment = new BatchCommitment(
                batch.ordered().orElseThrow().batchHash(),
                batch.executed().orElseThrow().executionHash(),
                Keccak256.hashUtf8("data"),
                postedAt,
                CHALLENGE_WINDOW_SECONDS);
        BatchPosts.L1Place place = new BatchPosts.L1Place(
                Keccak256.hashUtf8("transaction"), l1BlockNumber, Keccak256.hashUtf8("block"), 3);
        rows.add(batch.cut().generation().value(), batch.number(), commitment, place, atMillis);
        return commitment;
    }

    public void confirmed(long number, long atMillis) {
        rows.confirm(rows.find(number).orElseThrow(), atMillis);
    }

    public void finalized(long number, long atMillis) {
        rows.finalizeAt(rows.find(number).orElseThrow(), atMillis);
    }
}
