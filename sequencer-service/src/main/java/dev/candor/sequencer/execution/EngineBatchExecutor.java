package dev.candor.sequencer.execution;

import dev.candor.protocol.block.BaseFee;
import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
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
    private static final int SUCCEEDED = 1;
    private static final int REVERTED = 2;
    private static final int SKIPPED = 3;

    private final ExecutionEngine engine;
    private final RollupIdentity rollup;
    private final ExecutionMetrics metrics;
    private final EnginePosition position;

    /** One at a time moves the client's head. */
    private final ReentrantLock head = new ReentrantLock();

    private Optional<Finality> finality = Optional.empty();

    private record Finality(Hash32 safe, Hash32 finalized) {}

    EngineBatchExecutor(ExecutionEngine engine, BatchStore batches, RollupIdentity rollup, ExecutionMetrics metrics) {
        this.engine = engine;
        this.rollup = rollup;
        this.metrics = metrics;
        this.position = new EnginePosition(engine, batches, metrics, rollup.genesisHash());
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

    private Execution executeOnHead(BatchContents contents) {
        StoredBatch batch = contents.batch();
        L2BlockHeader parent = position.bringTo(batch.number() - 1);
        L2BlockAttributes attributes = attributes(batch, parent);
        Screening screening = new Screening(rollup.id(), BaseFee.after(parent), attributes.gasLimit());
        BlockBuilder.Block block = BlockBuilder.of(engine, metrics, attributes, screening, rollup.id())
                .build(contents.entries());
        L2BlockHeader header = requireAsAsked(block.blockHash(), attributes, parent);
        List<Outcome> outcomes = outcomes(contents, block, header.gasUsed());
        makeHead(header);
        return new Execution(
                header.hash(), header.stateRoot(), header.receiptsRoot(), header.gasUsed(), header.encode(), outcomes);
    }

    private L2BlockAttributes attributes(StoredBatch batch, L2BlockHeader parent) {
        StoredBatch.Ordered ordered = batch.ordered()
                .orElseThrow(() -> new IllegalStateException(
                        "Expected batch %d to have a signed header before it is executed, found status %s."
                                .formatted(batch.number(), batch.status())));
        // Every block has its parent's gas limit (checked below), so the parent's is the genesis block's.
        return L2BlockAttributes.of(
                ordered.header(),
                ordered.batchHash(),
                batch.policy(),
                L2BlockAttributes.Parent.of(parent),
                parent.gasLimit());
    }

    /** Every field of the block that a batch prescribes, read back from what the client keeps. */
    private L2BlockHeader requireAsAsked(Hash32 blockHash, L2BlockAttributes attributes, L2BlockHeader parent) {
        L2BlockHeader header = engine.header(blockHash)
                .orElseThrow(() -> new EngineUnavailableException(
                        "Expected the client to keep block %s that it has just taken, found none."
                                .formatted(blockHash)));
        List<String> differences = new ArrayList<>(attributes.differences(header));
        if (!header.hash().equals(blockHash)) {
            differences.add("Expected hash " + blockHash + ", found " + header.hash() + ".");
        }
        if (!header.baseFeePerGas().equals(BaseFee.after(parent))) {
            differences.add("Expected base fee " + BaseFee.after(parent) + ", found " + header.baseFeePerGas() + ".");
        }
        if (!differences.isEmpty()) {
            throw new EngineDivergedException("The client's block " + attributes.number()
                    + " is not the one asked for: " + String.join(" ", differences)
                    + " Compare its flags and genesis with spec/protocol.md section 6.");
        }
        return header;
    }

    private List<Outcome> outcomes(BatchContents contents, BlockBuilder.Block block, long blockGasUsed) {
        SortedMap<Integer, Skip> skipped = block.skipped();
        List<ExecutionEngine.Receipt> receipts = block.receipts();
        int included = contents.entries().size() - skipped.size();
        long receiptsGas = receipts.isEmpty() ? 0 : receipts.getLast().cumulativeGasUsed();
        if (receipts.size() != included || receiptsGas != blockGasUsed) {
            throw new EngineDivergedException("Expected %d receipts over %d gas of block %d, found %d over %d."
                    .formatted(included, blockGasUsed, contents.batch().number(), receipts.size(), receiptsGas));
        }
        if (!skipped.isEmpty()) {
            LOG.info(
                    "Batch {} skips {} of {} transactions",
                    contents.batch().number(),
                    skipped.size(),
                    contents.entries().size());
        }
        List<Outcome> outcomes = new ArrayList<>(contents.entries().size());
        int next = 0;
        for (BatchContents.Entry entry : contents.entries()) {
            Skip skip = skipped.get(entry.position());
            if (skip != null) {
                LOG.debug(
                        "Batch {} skips position {}, transaction {}: {}",
                        contents.batch().number(),
                        entry.position(),
                        entry.txHash(),
                        skip.words());
                metrics.skipped(skip.reason());
                outcomes.add(new Outcome(SKIPPED, 0, skip.words()));
            } else {
                ExecutionEngine.Receipt receipt = receipts.get(next);
                next++;
                outcomes.add(new Outcome(receipt.succeeded() ? SUCCEEDED : REVERTED, receipt.gasUsed(), ""));
            }
        }
        return outcomes;
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
