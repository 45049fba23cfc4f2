package dev.candor.witness.judge;

import dev.candor.l1.batches.BatchFromL1;
import dev.candor.l1.batches.BatchesFromL1;
import dev.candor.l1.batches.CannotRebuildException;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.PostedBatch;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Hash32;
import dev.candor.witness.reexecute.ClientUnavailableException;
import dev.candor.witness.reexecute.EarlierBatches;

/** The judged batches that are not void: blocks' hashes from the rows, batches made anew from L1 when they are needed. */
final class OwnBatches implements EarlierBatches {
    private final JudgedBatches judged;
    private final PostedFacts posted;
    private final FinalFacts facts;
    private final BatchesFromL1 batches;

    OwnBatches(JudgedBatches judged, PostedFacts posted, FinalFacts facts, BatchesFromL1 batches) {
        this.judged = judged;
        this.posted = posted;
        this.facts = facts;
        this.batches = batches;
    }

    @Override
    public Hash32 blockHash(long number) {
        return number == 0
                ? facts.rollup().genesisHash()
                : judged.blockHash(new BatchNumber(number))
                        .orElseThrow(() -> new IllegalStateException(
                                "Expected batch %d to have a block, found none.".formatted(number)));
    }

    JudgedBatches.OwnBlock ownBlock(long number) {
        return judged.ownBlock(new BatchNumber(number))
                .orElseThrow(() ->
                        new IllegalStateException("Expected batch %d to have a block, found none.".formatted(number)));
    }

    @Override
    public BatchFromL1 batch(long number) {
        PostedBatch post = posted.post(ownBlock(number).generation(), new BatchNumber(number))
                .orElseThrow(() -> new ClientUnavailableException(
                        "Expected the post of batch %d to be read from L1, found that it is not yet."
                                .formatted(number)));
        try {
            return batches.make(post);
        } catch (CannotRebuildException e) {
            throw new ClientUnavailableException(
                    "Expected batch %d to rebuild again, found: %s".formatted(number, e.why()), e);
        }
    }
}
