package dev.candor.audit.batches;

import dev.candor.audit.entries.LoggedEvent;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.ordering.Seed;
import dev.candor.protocol.types.Bytes;
import java.util.List;
import java.util.Optional;

/** Makes the order and the trees of a batch and compares them with what was signed (protocol.md sections 4 to 6). Pure. */
final class BatchMaking {
    private final CandorDomain domain;

    BatchMaking(CandorDomain domain) {
        this.domain = domain;
    }

    /** What does not need the arrivals: where the batch stands after its parent. */
    void compareWithParent(BatchHeader header, ParentEnd parent, Differences differences) {
        differences.compare(Difference.Part.NUMBER, parent.number().next(), header.number());
        differences.compare(
                Difference.Part.FIRST_SEQ,
                Long.toUnsignedString(parent.coveredCount()),
                header.firstSeq().toString());
    }

    /** Order and trees, with every difference of cut, seed and order. */
    BatchOrder order(
            BatchHeader header,
            Bytes beaconSignature,
            List<Arrival> arrivals,
            RulesAtOrigin.Rules rules,
            Differences differences) {
        differences.compare(Difference.Part.SEED, Seed.of(beaconSignature, header.cutHash(domain)), header.seed());
        BatchOrder order = BatchOrder.order(arrivals, rules.forced(), header.seed(), rules.ordering());
        differences.compare(Difference.Part.CUT_ROOT, order.cutRoot(), header.cutRoot());
        differences.compare(Difference.Part.ARRIVAL_ROOT, order.arrivalRoot(), header.arrivalRoot());
        differences.compare(Difference.Part.ORDER_ROOT, order.orderRoot(), header.orderRoot());
        differences.compare(
                Difference.Part.TX_COUNT,
                Integer.toString(order.txCount()),
                Integer.toUnsignedString(header.txCount()));
        return order;
    }

    void compareClaims(LoggedEvent.BatchSealed sealed, Differences differences) {
        differences.compare(Difference.Part.BATCH_HASH, sealed.header().digest(domain), sealed.batchHash());
        differences.compare(Difference.Part.CUT_HASH, sealed.header().cutHash(domain), sealed.cutHash());
    }

    void compareStatement(BatchHeader header, ExecutionStatement statement, Differences differences) {
        differences.compare(Difference.Part.STATEMENT_BATCH_HASH, header.digest(domain), statement.batchHash());
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
        compareStatement(header, statement, differences);
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
