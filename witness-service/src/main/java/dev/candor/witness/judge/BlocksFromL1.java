package dev.candor.witness.judge;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.execution.ExecutedBlocks;
import dev.candor.execution.Payload;
import dev.candor.l1.batches.BatchFromL1;
import dev.candor.l1.batches.BatchesFromL1;
import dev.candor.l1.batches.CannotRebuildException;
import dev.candor.l1.batches.OrderedTransaction;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.PostedBatch;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.List;

/** The blocks that the client must hold: hashes and headers from the rows, transactions made anew from L1 when they are needed. */
final class BlocksFromL1 implements ExecutedBlocks {
    private final JudgedBatches judged;
    private final PostedFacts posted;
    private final FinalFacts facts;
    private final BatchesFromL1 batches;

    BlocksFromL1(JudgedBatches judged, PostedFacts posted, FinalFacts facts, BatchesFromL1 batches) {
        this.judged = judged;
        this.posted = posted;
        this.facts = facts;
        this.batches = batches;
    }

    @Override
    public Hash32 hash(long number) {
        return number == 0
                ? facts.rollup().genesisHash()
                : judged.blockHash(new BatchNumber(number))
                        .orElseThrow(() -> new IllegalStateException(
                                "Expected batch %d to have a block, found none.".formatted(number)));
    }

    /** One at a time: each costs a question to L1. */
    @Override
    public List<Payload> blocks(long from, int max) {
        BatchNumber number = new BatchNumber(from);
        JudgedBatches.OwnBlock own = judged.ownBlock(number)
                .orElseThrow(() ->
                        new IllegalStateException("Expected batch %d to have a block, found none.".formatted(from)));
        PostedBatch post = posted.post(own.generation(), number)
                .orElseThrow(() -> new EngineUnavailableException(
                        "Expected the post of batch %d to be read from L1, found that it is not yet.".formatted(from)));
        try {
            BatchFromL1 batch = batches.make(post);
            return List.of(Payload.of(
                    L2BlockHeader.decode(Bytes.wrap(own.header())), included(batch.transactions(), own.outcomes())));
        } catch (CannotRebuildException e) {
            throw new EngineUnavailableException(
                    "Expected batch %d to rebuild again, found: %s".formatted(from, e.why()));
        } catch (MalformedRlpException e) {
            throw new IllegalStateException(
                    "Expected the stored header of block %d to decode, found: %s".formatted(from, e.getMessage()), e);
        }
    }

    private static List<Bytes> included(List<OrderedTransaction> transactions, byte[] outcomes) {
        List<Bytes> included = new ArrayList<>();
        for (int position = 0; position < transactions.size(); position++) {
            if (outcomes[position] != Outcome.SKIPPED.code()) {
                included.add(transactions.get(position).rawTx());
            }
        }
        return included;
    }
}
