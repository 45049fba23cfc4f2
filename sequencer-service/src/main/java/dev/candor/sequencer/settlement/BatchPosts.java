package dev.candor.sequencer.settlement;

import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import java.util.Optional;

/** Where batches stand on L1, in the newest generation that was posted. */
public interface BatchPosts {

    /** Empty while the batch is in no L1 block. */
    Optional<BatchPost> find(long number);

    /**
     * @param commitment what opens the hash that L1 keeps of the batch
     * @param dataHashes keccak256 of the chunks of its data, each in the input of an L1 transaction; empty when L1 has
     *     other data than was cut here last
     * @param seenAtMillis when this service saw the block, Unix milliseconds
     * @param confirmedAtMillis when the block had the configured depth
     * @param finalizedAtMillis when L1's final floor had passed it in a final L1 block
     */
    record BatchPost(
            long generation,
            long number,
            BatchCommitment commitment,
            List<Hash32> dataHashes,
            L1Place place,
            long seenAtMillis,
            Optional<Long> confirmedAtMillis,
            Optional<Long> finalizedAtMillis) {

        /** Unix seconds of L1 after which it can become final, if nobody disputes it. */
        public long challengeEndsAt() {
            return commitment.postedAt() + commitment.challengeWindow();
        }
    }

    /** A log on L1. */
    record L1Place(Hash32 transactionHash, long blockNumber, Hash32 blockHash, int logIndex) {}
}
