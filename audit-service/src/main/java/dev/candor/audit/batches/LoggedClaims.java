package dev.candor.audit.batches;

import dev.candor.audit.entries.LoggedEvent;
import dev.candor.l1.batches.BatchMaking;
import dev.candor.l1.batches.Difference;
import dev.candor.l1.batches.Differences;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.OutcomeLeaf;
import java.util.List;
import java.util.Optional;

/** What the events of a batch say beside what is signed. Pure. */
final class LoggedClaims {
    private final BatchMaking making;
    private final CandorDomain domain;

    LoggedClaims(BatchMaking making, CandorDomain domain) {
        this.making = making;
        this.domain = domain;
    }

    void compareClaims(LoggedEvent.BatchSealed sealed, Differences differences) {
        differences.compare(Difference.Part.BATCH_HASH, sealed.header().digest(domain), sealed.batchHash());
        differences.compare(Difference.Part.CUT_HASH, sealed.header().cutHash(domain), sealed.cutHash());
    }

    /** None when there is no statement, or when its outcomes do not decode, which is then a difference. */
    List<OutcomeLeaf> outcomes(
            BatchHeader header,
            Optional<LoggedEvent.BatchExecuted> executed,
            BatchOrder order,
            Differences differences) {
        if (executed.isEmpty()) {
            return List.of();
        }
        ExecutionStatement statement = executed.get().statement();
        making.compareStatement(header, statement, differences);
        differences.compare(
                Difference.Part.EXECUTION_HASH,
                statement.digest(domain),
                executed.get().executionHash());
        try {
            List<OutcomeLeaf> outcomes = LoggedOutcomes.read(executed.get().outcomes(), order.orderLeaves());
            differences.compare(Difference.Part.OUTCOMES_ROOT, OutcomeLeaf.root(outcomes), statement.outcomesRoot());
            return outcomes;
        } catch (LoggedOutcomes.MalformedOutcomesException e) {
            differences.add(
                    Difference.Part.OUTCOMES,
                    "an outcome and its gas for each of %d positions".formatted(order.txCount()),
                    String.valueOf(e.getMessage()));
            return List.of();
        }
    }
}
