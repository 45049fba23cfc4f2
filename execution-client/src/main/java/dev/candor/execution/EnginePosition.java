package dev.candor.execution;

import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.types.Hash32;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the client's head to the block of a stored batch, wherever it is: at that block already, ahead (the service died
 * between a block and its record), behind (the client was killed), at genesis (its data were deleted) or on blocks that no
 * stored batch names (a rollback). Every start and every batch goes through here.
 */
public final class EnginePosition {
    private static final Logger LOG = LoggerFactory.getLogger(EnginePosition.class);
    private static final int MAX_STEPS = 4;
    private static final int PAGE_BLOCKS = 100;
    private static final int BLOCKS_PER_FORK_CHOICE = 32;
    private static final int BLOCKS_PER_LOG_LINE = 500;

    private final ExecutionEngine engine;
    private final ExecutedBlocks blocks;
    private final ExecutionMetrics metrics;

    public EnginePosition(ExecutionEngine engine, ExecutedBlocks blocks, ExecutionMetrics metrics) {
        this.engine = engine;
        this.blocks = blocks;
        this.metrics = metrics;
    }

    /**
     * @param number of an executed batch, or 0 for genesis
     * @return the block, now the head
     */
    public L2BlockHeader bringTo(long number) {
        Hash32 wanted = blocks.hash(number);
        for (int step = 0; step < MAX_STEPS; step++) {
            L2BlockHeader head = engine.head();
            if (head.hash().equals(wanted)) {
                return head;
            }
            long common = newestCommon(Math.min(head.number(), number));
            if (head.number() > common) {
                LOG.info("The client is at block {} ({}); going back to block {}", head.number(), head.hash(), common);
                engine.rollbackTo(common);
                metrics.rolledBack();
            } else {
                // A geth that was just started takes no head but its own before it was told that this one is right.
                makeHead(head.hash(), head.number());
                replay(common + 1, number);
            }
        }
        throw new EngineDivergedException(
                "Expected the client's head to come to block %d (%s), found %s after %d attempts. Delete its chain data and start "
                                .formatted(number, wanted, engine.head().hash(), MAX_STEPS)
                        + "it again with the rollup's genesis: the stored batches are replayed.");
    }

    /** The newest block up to {@code highest} that the client's canonical chain and the store agree on. */
    private long newestCommon(long highest) {
        if (agree(highest)) {
            return highest;
        }
        if (!agree(0)) {
            throw new EngineDivergedException(
                    "Expected the client to begin with genesis block %s, found %s: it was initialised with another genesis. "
                                    .formatted(blocks.hash(0), engine.header(0).map(L2BlockHeader::hash))
                            + "Point candor.engine at the rollup's client.");
        }
        long low = 0;
        long high = highest;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (agree(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean agree(long number) {
        Hash32 stored = blocks.hash(number);
        return engine.header(number).map(L2BlockHeader::hash).equals(Optional.of(stored));
    }

    private void replay(long from, long to) {
        LOG.info("The client lacks blocks {} to {}: replaying them from the stored batches", from, to);
        long next = from;
        while (next <= to) {
            int limit = (int) Math.min(PAGE_BLOCKS, to - next + 1);
            for (Payload payload : blocks.blocks(next, limit)) {
                requireNext(payload, next);
                metrics.importBlock(() -> engine.importBlock(payload));
                metrics.replayed();
                if (next == to || next % BLOCKS_PER_FORK_CHOICE == 0) {
                    makeHead(payload.blockHash(), next);
                }
                if (next % BLOCKS_PER_LOG_LINE == 0) {
                    LOG.info("Replayed block {} of {}", next, to);
                }
                next++;
            }
        }
        LOG.info("Replayed blocks {} to {}", from, to);
    }

    private void makeHead(Hash32 blockHash, long number) {
        ExecutionEngine.HeadChange change =
                metrics.forkChoice(() -> engine.setHead(blockHash, Optional.empty(), Optional.empty()));
        if (change != ExecutionEngine.HeadChange.DONE) {
            throw new EngineUnavailableException(
                    "Expected the client to take block %d (%s) as its head, found that it lacks it."
                            .formatted(number, blockHash));
        }
    }

    private static void requireNext(Payload payload, long expectedNumber) {
        if (payload.number() != expectedNumber) {
            throw new IllegalStateException("Expected block %d to be replayed next, found block %d."
                    .formatted(expectedNumber, payload.number()));
        }
    }
}
