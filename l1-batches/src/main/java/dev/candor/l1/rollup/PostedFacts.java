package dev.candor.l1.rollup;

import dev.candor.l1.L1UnavailableException;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import java.util.Optional;

/**
 * What the Rollup has said in the newest chain of L1, from its deployment on. An L1 reorganisation takes back what it dropped: what
 * is told to others rests on {@link Heads#confirmed()}, what cannot be undone on {@link Heads#finalized()}.
 */
public interface PostedFacts {
    /** The longest list. */
    int MAX_PAGE = 256;

    Heads heads();

    /** How this number was posted in this generation: once, if at all. */
    Optional<PostedBatch> post(Generation generation, BatchNumber number);

    /** What was posted in blocks from {@code fromBlock} on, in the order of the chain, at most {@code max} ({@link #MAX_PAGE}). */
    List<PostedBatch> postsFrom(long fromBlock, int max);

    /** What was posted after a place, in the order of the chain, at most {@code max} ({@link #MAX_PAGE}). */
    List<PostedBatch> postsAfter(long blockNumber, int logIndex, int max);

    /** How many batches were posted after a place, up to a block. */
    long postedBetween(long blockNumber, int logIndex, long throughBlock);

    /** The raise of the final floor that covers a number. */
    Optional<Finalization> finalization(BatchNumber number);

    /** Every executed rollback, oldest first; at most {@link #MAX_PAGE}. */
    List<Rollback> rollbacks();

    /**
     * A post in the input of its transaction.
     *
     * @throws L1UnavailableException ask again later
     */
    Fetched<PostCalldata> calldata(PostedBatch post);

    /**
     * The chunks with these hashes, in this order, each checked against its hash.
     *
     * @param hashes 1 to 64
     * @throws L1UnavailableException ask again later
     */
    Fetched<List<Bytes>> chunks(List<Hash32> hashes);

    /**
     * Block numbers; -1 for none.
     *
     * @param newest the last block that was read
     * @param confirmed the last block with the configured number of blocks on top of it
     * @param finalized the last block that is final on L1
     */
    record Heads(long newest, long confirmed, long finalized) {}

    record Finalization(BatchNumber first, BatchNumber last, Hash32 lastBatchHash, L1Log place) {}

    /** @param generation the one that began */
    record Rollback(
            Generation generation,
            BatchNumber voidedFrom,
            BatchNumber anchorNumber,
            Hash32 anchorHash,
            Hash32 faultId,
            L1Log place) {}

    /** What was looked for on L1, or why it is not there: an answer of L1, not a failure to ask. */
    sealed interface Fetched<T> {
        record Found<T>(T value) implements Fetched<T> {}

        /** @param reason what was expected and what was found, on one line */
        record NotThere<T>(String reason) implements Fetched<T> {}
    }
}
