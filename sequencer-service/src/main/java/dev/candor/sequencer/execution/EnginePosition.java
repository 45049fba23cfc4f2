package dev.candor.sequencer.execution;

import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the client's head to the block of a stored batch, wherever it is: at that block already, ahead (the service died
 * between a block and its record), behind (the client was killed), at genesis (its data were deleted) or on blocks that no
 * stored batch names (a rollback). Every start and every batch goes through here.
 */
final class EnginePosition {
    private static final Logger LOG = LoggerFactory.getLogger(EnginePosition.class);
    private static final int MAX_STEPS = 4;
    private static final int PAGE_BATCHES = 100;
    private static final int BLOCKS_PER_FORK_CHOICE = 32;
    private static final int BLOCKS_PER_LOG_LINE = 500;
    private static final int OUTCOME_BYTES = 1 + Long.BYTES;
    private static final int SKIPPED = 3;

    private final ExecutionEngine engine;
    private final BatchStore batches;
    private final ExecutionMetrics metrics;
    private final Hash32 genesisHash;

    EnginePosition(ExecutionEngine engine, BatchStore batches, ExecutionMetrics metrics, Hash32 genesisHash) {
        this.engine = engine;
        this.batches = batches;
        this.metrics = metrics;
        this.genesisHash = genesisHash;
    }

    /**
     * @param number of an executed batch, or 0 for genesis
     * @return the block, now the head
     */
    L2BlockHeader bringTo(long number) {
        Hash32 wanted = storedHash(number);
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
                                    .formatted(genesisHash, engine.header(0).map(L2BlockHeader::hash))
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
        Hash32 stored = storedHash(number);
        return engine.header(number).map(L2BlockHeader::hash).equals(Optional.of(stored));
    }

    private Hash32 storedHash(long number) {
        return number == 0
                ? genesisHash
                : executed(batches.find(number), number).statement().l2BlockHash();
    }

    private static StoredBatch.Executed executed(Optional<StoredBatch> batch, long number) {
        return batch.flatMap(StoredBatch::executed)
                .orElseThrow(() -> new IllegalStateException(
                        "Expected batch %d to be stored and executed, found it is not.".formatted(number)));
    }

    private void replay(long from, long to) {
        LOG.info("The client lacks blocks {} to {}: replaying them from the stored batches", from, to);
        long next = from;
        while (next <= to) {
            int limit = (int) Math.min(PAGE_BATCHES, to - next + 1);
            List<StoredBatch> page = batches.from(next, BatchStatus.EXECUTED, limit);
            if (page.isEmpty()) {
                throw new IllegalStateException(
                        "Expected batch %d to be stored and executed, found it is not.".formatted(next));
            }
            for (StoredBatch batch : page) {
                Payload payload = payload(batch, next);
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

    private Payload payload(StoredBatch batch, long expectedNumber) {
        if (batch.number() != expectedNumber) {
            throw new IllegalStateException(
                    "Expected batch %d to be stored, found batch %d next.".formatted(expectedNumber, batch.number()));
        }
        StoredBatch.Executed executed = executed(Optional.of(batch), expectedNumber);
        List<Bytes> transactions = new ArrayList<>();
        for (BatchContents.Entry entry : batches.contents(batch).entries()) {
            if (executed.outcomes().get(entry.position() * OUTCOME_BYTES) != SKIPPED) {
                transactions.add(entry.rawTx());
            }
        }
        try {
            return Payload.of(L2BlockHeader.decode(executed.l2BlockHeader()), transactions);
        } catch (MalformedRlpException malformed) {
            throw new IllegalStateException(
                    "Expected the stored block header of batch %d to decode, found: %s"
                            .formatted(expectedNumber, malformed.getMessage()),
                    malformed);
        }
    }
}
