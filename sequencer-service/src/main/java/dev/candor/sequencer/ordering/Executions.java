package dev.candor.sequencer.ordering;

import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.BatchJournal;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.execution.BatchExecutor;
import dev.candor.sequencer.rollup.RollupIdentity;
import dev.candor.sequencer.signing.Slot;
import dev.candor.sequencer.signing.SlotSigner;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Has ordered batches executed, one after the other, and states the result. Execution is deterministic, so a batch whose
 * statement was not stored is executed again after a crash and must come to the recorded digest.
 */
@Component
class Executions {
    private static final int OUTCOME_BYTES = 1 + Long.BYTES;

    private final RollupIdentity rollup;
    private final BatchStore batches;
    private final BatchJournal journal;
    private final BatchExecutor executor;
    private final Leadership leadership;
    private final SlotSigner slots;
    private final Outbox outbox;
    private final Clock clock;

    Executions(
            RollupIdentity rollup,
            BatchStore batches,
            BatchJournal journal,
            BatchExecutor executor,
            Leadership leadership,
            SlotSigner slots,
            Outbox outbox,
            Clock clock) {
        this.rollup = rollup;
        this.batches = batches;
        this.journal = journal;
        this.executor = executor;
        this.leadership = leadership;
        this.slots = slots;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Executes the lowest ordered batch, if there is one.
     *
     * @throws dev.candor.leadership.DeposedException another orderer has taken over; nothing was signed
     */
    Optional<StoredBatch> executeNext(Term term) {
        long executed = batches.newestNumber(BatchStatus.EXECUTED);
        if (batches.newestNumber(BatchStatus.ORDERED) == executed) {
            return Optional.empty();
        }
        return batches.find(executed + 1)
                .filter(batch -> batch.status() == BatchStatus.ORDERED)
                .map(batch -> execute(batch, term));
    }

    /** Takes the client back at once, so that reads show no voided block; were it away, the next batch would do it. */
    void rewindTo(long anchorNumber) {
        executor.rewindTo(anchorNumber);
    }

    private StoredBatch execute(StoredBatch batch, Term term) {
        BatchContents contents = batches.contents(batch);
        BatchExecutor.Execution execution = executor.execute(contents);
        Cut cut = batch.cut();
        ExecutionStatement statement = new ExecutionStatement(
                rollup.id(),
                cut.generation(),
                cut.number(),
                batch.ordered().orElseThrow().batchHash(),
                execution.blockHash(),
                execution.stateRoot(),
                execution.receiptsRoot(),
                outcomesRoot(contents, execution.outcomes()),
                execution.gasUsed());
        Hash32 executionHash = statement.digest(rollup.domain());
        Slot slot = Sealer.slot(Slot.Kind.STATEMENT, cut);
        leadership.fenced(term, () -> {
            slots.record(slot, executionHash, term);
            journal.recordExecution(
                    cut, statement, executionHash, execution.blockHeader(), packed(execution.outcomes()), term);
            recordSkips(cut, contents, execution.outcomes());
            return executionHash;
        });
        Signature65 signature = slots.sign(slot, executionHash);
        return leadership.fenced(term, () -> {
            StoredBatch executed = journal.recordStatementSignature(cut, signature, clock.millis(), term);
            outbox.add(BatchEvents.executed(executed));
            return executed;
        });
    }

    private static Hash32 outcomesRoot(BatchContents contents, List<BatchExecutor.Outcome> outcomes) {
        return OutcomeLeaf.root(contents.entries().stream()
                .map(entry -> {
                    BatchExecutor.Outcome outcome = outcomes.get(entry.position());
                    return new OutcomeLeaf(
                            entry.position(), entry.txHash(), Outcome.ofCode(outcome.outcome()), outcome.gasUsed());
                })
                .toList());
    }

    private void recordSkips(Cut cut, BatchContents contents, List<BatchExecutor.Outcome> outcomes) {
        for (BatchContents.Entry entry : contents.entries()) {
            BatchExecutor.Outcome outcome = outcomes.get(entry.position());
            if (outcome.outcome() == Outcome.SKIPPED.code()) {
                journal.recordSkip(cut, entry.txHash(), entry.position(), outcome.skipReason());
            }
        }
    }

    private static Bytes packed(List<BatchExecutor.Outcome> outcomes) {
        ByteBuffer packed = ByteBuffer.allocate(outcomes.size() * OUTCOME_BYTES);
        outcomes.forEach(outcome -> packed.put((byte) outcome.outcome()).putLong(outcome.gasUsed()));
        return Bytes.wrap(packed.array());
    }
}
