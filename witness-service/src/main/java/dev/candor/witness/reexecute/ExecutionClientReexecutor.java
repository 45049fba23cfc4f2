package dev.candor.witness.reexecute;

import dev.candor.execution.BatchEntry;
import dev.candor.execution.BatchExecution;
import dev.candor.execution.EngineDivergedException;
import dev.candor.execution.EnginePosition;
import dev.candor.execution.EngineUnavailableException;
import dev.candor.execution.ExecutedBlocks;
import dev.candor.execution.ExecutionEngine;
import dev.candor.execution.ExecutionMetrics;
import dev.candor.l1.batches.BatchFromL1;
import dev.candor.l1.batches.OrderedTransaction;
import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An unmodified execution client. Before a batch it is brought to the parent's block, from wherever it is; the block it builds is
 * imported by {@code engine_newPayload}, read back field by field, and becomes its head. Not for several threads at once.
 */
public final class ExecutionClientReexecutor implements Reexecutor {
    private final ExecutionEngine engine;
    private final ExecutionMetrics metrics;
    private final EnginePosition position;
    private final BatchExecution execution;
    private final CandorDomain domain;

    /** @param blocks what the client must hold, to play again what it has lost */
    public ExecutionClientReexecutor(
            ExecutionEngine engine,
            ExecutionMetrics metrics,
            ExecutedBlocks blocks,
            RollupId rollup,
            CandorDomain domain) {
        this.engine = engine;
        this.metrics = metrics;
        this.position = new EnginePosition(engine, blocks, metrics);
        this.execution = new BatchExecution(engine, metrics, rollup);
        this.domain = domain;
    }

    @Override
    public String kind() {
        return "execution client";
    }

    @Override
    public Reexecuted execute(BatchFromL1 batch, Hash32 parentBlock) {
        try {
            return metrics.batch(() -> executeOnParent(batch, parentBlock));
        } catch (EngineUnavailableException | EngineDivergedException failure) {
            throw new ClientUnavailableException(String.valueOf(failure.getMessage()), failure);
        }
    }

    private Reexecuted executeOnParent(BatchFromL1 batch, Hash32 parentBlock) {
        L2BlockHeader parent = position.bringTo(batch.header().number().value() - 1);
        if (!parent.hash().equals(parentBlock)) {
            throw new ClientUnavailableException("Expected the client at block %s, found it at %s: try again."
                    .formatted(parentBlock, parent.hash()));
        }
        L2BlockAttributes attributes = L2BlockAttributes.of(
                batch.header(),
                batch.header().digest(domain),
                batch.policy(),
                L2BlockAttributes.Parent.of(parent),
                parent.gasLimit());
        BatchExecution.Executed executed = execution.execute(
                attributes,
                parent,
                batch.transactions().stream()
                        .map(ExecutionClientReexecutor::entry)
                        .toList());
        makeHead(executed.header());
        return new Reexecuted(executed.header(), outcomes(batch.transactions(), executed.outcomes()));
    }

    private void makeHead(L2BlockHeader header) {
        ExecutionEngine.HeadChange change =
                metrics.forkChoice(() -> engine.setHead(header.hash(), Optional.empty(), Optional.empty()));
        if (change != ExecutionEngine.HeadChange.DONE) {
            throw new ClientUnavailableException(
                    "Expected the client to take block %d (%s) as its head, found that it lacks it."
                            .formatted(header.number(), header.hash()));
        }
    }

    private static BatchEntry entry(OrderedTransaction transaction) {
        OrderLeaf leaf = transaction.leaf();
        return new BatchEntry(
                leaf.position(),
                leaf.kind() == OrderLeaf.Kind.FORCED,
                leaf.txHash(),
                transaction.rawTx(),
                transaction.paidGas());
    }

    private static List<OutcomeLeaf> outcomes(
            List<OrderedTransaction> transactions, List<BatchExecution.EntryOutcome> executed) {
        List<OutcomeLeaf> leaves = new ArrayList<>(transactions.size());
        for (int i = 0; i < transactions.size(); i++) {
            OrderLeaf leaf = transactions.get(i).leaf();
            BatchExecution.EntryOutcome outcome = executed.get(i);
            leaves.add(new OutcomeLeaf(leaf.position(), leaf.txHash(), outcome.outcome(), outcome.gasUsed()));
        }
        return leaves;
    }
}
