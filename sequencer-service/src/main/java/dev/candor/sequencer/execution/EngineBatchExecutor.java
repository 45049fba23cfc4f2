package dev.candor.sequencer.execution;

import dev.candor.execution.BatchEntry;
import dev.candor.execution.BatchExecution;
import dev.candor.execution.EnginePosition;
import dev.candor.execution.EngineUnavailableException;
import dev.candor.execution.ExecutionEngine;
import dev.candor.execution.ExecutionMetrics;
import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Executes batches on the client. Nothing is kept here between two calls but the genesis gas limit and the last finality: after
 * a crash at any place the batch is executed again and comes to the same block.
 */
@Component
class EngineBatchExecutor implements BatchExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(EngineBatchExecutor.class);

    private final ExecutionEngine engine;
    private final ExecutionMetrics metrics;
    private final BatchExecution execution;
    private final EnginePosition position;

    /** One at a time moves the client's head. */
    private final ReentrantLock head = new ReentrantLock();

    private Optional<Finality> finality = Optional.empty();

    private record Finality(Hash32 safe, Hash32 finalized) {}

    EngineBatchExecutor(ExecutionEngine engine, BatchStore batches, RollupIdentity rollup, ExecutionMetrics metrics) {
        this.engine = engine;
        this.metrics = metrics;
        this.execution = new BatchExecution(engine, metrics, rollup.id());
        this.position = new EnginePosition(engine, new StoredBlocks(batches, rollup.genesisHash()), metrics);
    }

    @Override
    public Execution execute(BatchContents contents) {
        head.lock();
        try {
            return metrics.batch(() -> executeOnHead(contents));
        } finally {
            head.unlock();
        }
    }

    @Override
    public void rewindTo(long number) {
        head.lock();
        try {
            position.bringTo(number);
        } finally {
            head.unlock();
        }
    }

    private Execution executeOnHead(BatchContents contents) {
        StoredBatch batch = contents.batch();
        L2BlockHeader parent = position.bringTo(batch.number() - 1);
        L2BlockAttributes attributes = attributes(batch, parent);
        BatchExecution.Executed executed = execution.execute(attributes, parent, entries(contents));
        L2BlockHeader header = executed.header();
        makeHead(header);
        return new Execution(
                header.hash(),
                header.stateRoot(),
                header.receiptsRoot(),
                header.gasUsed(),
                header.encode(),
                executed.outcomes().stream().map(EngineBatchExecutor::outcome).toList());
    }

    private static List<BatchEntry> entries(BatchContents contents) {
        return contents.entries().stream()
                .map(entry -> new BatchEntry(
                        entry.position(), entry.forced(), entry.txHash(), entry.rawTx(), entry.forcedGasLimit()))
                .toList();
    }

    private static Outcome outcome(BatchExecution.EntryOutcome outcome) {
        return new Outcome(outcome.outcome().code(), outcome.gasUsed(), outcome.skipReason());
    }

    private L2BlockAttributes attributes(StoredBatch batch, L2BlockHeader parent) {
        StoredBatch.Ordered ordered = batch.ordered()
                .orElseThrow(() -> new IllegalStateException(
                        "Expected batch %d to have a signed header before it is executed, found status %s."
                                .formatted(batch.number(), batch.status())));
        // Every block has its parent's gas limit (checked by the execution), so the parent's is the genesis block's.
        return L2BlockAttributes.of(
                ordered.header(),
                ordered.batchHash(),
                batch.policy(),
                L2BlockAttributes.Parent.of(parent),
                parent.gasLimit());
    }

    /** With the finality that is known: a client that was restarted has forgotten which block is safe. */
    private void makeHead(L2BlockHeader header) {
        if (finality.isPresent() && changeHead(header.hash(), finality) == ExecutionEngine.HeadChange.DONE) {
            return;
        }
        if (changeHead(header.hash(), Optional.empty()) != ExecutionEngine.HeadChange.DONE) {
            throw new EngineUnavailableException(
                    "Expected the client to take block %d (%s) as its head, found that it lacks it."
                            .formatted(header.number(), header.hash()));
        }
    }

    @Override
    public void finality(Hash32 safeBlockHash, Hash32 finalizedBlockHash) {
        head.lock();
        try {
            finality = Optional.of(new Finality(safeBlockHash, finalizedBlockHash));
            if (changeHead(engine.head().hash(), finality) != ExecutionEngine.HeadChange.DONE) {
                LOG.info(
                        "The client does not hold blocks {} and {} yet: told again with the next batch",
                        safeBlockHash,
                        finalizedBlockHash);
            }
        } finally {
            head.unlock();
        }
    }

    private ExecutionEngine.HeadChange changeHead(Hash32 blockHash, Optional<Finality> told) {
        return metrics.forkChoice(
                () -> engine.setHead(blockHash, told.map(Finality::safe), told.map(Finality::finalized)));
    }
}
