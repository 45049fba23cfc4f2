package dev.candor.sequencer.execution;

import dev.candor.execution.EngineDivergedException;
import dev.candor.execution.EngineUnavailableException;
import dev.candor.execution.ExecutionEngine;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the client answers, and whether its head is the newest executed batch's block. */
@Component("execution")
class ExecutionHealth implements HealthIndicator {
    private final ExecutionEngine engine;
    private final BatchStore batches;

    ExecutionHealth(ExecutionEngine engine, BatchStore batches) {
        this.engine = engine;
        this.batches = batches;
    }

    @Override
    public Health health() {
        try {
            L2BlockHeader head = engine.head();
            long executed = batches.newestNumber(BatchStatus.EXECUTED);
            return Health.up()
                    .withDetail("headNumber", head.number())
                    .withDetail("headHash", head.hash().toHex())
                    .withDetail("executedBatch", executed)
                    .withDetail("blocksBehind", Math.max(0, executed - head.number()))
                    .withDetail("onStoredChain", onStoredChain(head))
                    .build();
        } catch (EngineUnavailableException | EngineDivergedException failure) {
            return Health.down(failure).build();
        }
    }

    /** A head one block ahead of the store is a batch whose record is on its way. */
    private String onStoredChain(L2BlockHeader head) {
        return batches.find(head.number())
                .flatMap(StoredBatch::executed)
                .map(executed -> executed.statement().l2BlockHash())
                .map((Hash32 stored) -> stored.equals(head.hash()) ? "yes" : "no: replaced with the next batch")
                .orElse(head.number() == 0 ? "genesis" : "not recorded yet");
    }
}
