package dev.candor.l1.batches;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.Seed;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Bytes;
import java.util.List;

/** Makes the order and the trees of a batch and compares them with what was signed (protocol.md sections 4 to 6). Pure. */
public final class BatchMaking {
    /** Of one batch, whatever its policy says. */
    public static final long MAX_ARRIVALS = 1L << 17;

    private final CandorDomain domain;

    public BatchMaking(CandorDomain domain) {
        this.domain = domain;
    }

    /** What does not need the arrivals: where the batch stands after its parent. */
    public void compareWithParent(BatchHeader header, ParentEnd parent, Differences differences) {
        differences.compare(Difference.Part.NUMBER, parent.number().next(), header.number());
        differences.compare(
                Difference.Part.FIRST_SEQ,
                Long.toUnsignedString(parent.coveredCount()),
                header.firstSeq().toString());
    }

    /** Whether a batch may cover as many arrivals; more than {@link #MAX_ARRIVALS} cannot be made. */
    public void compareCount(BatchHeader header, Policy policy, Differences differences) throws CannotRebuildException {
        long maxCount = Integer.toUnsignedLong(policy.maxCount());
        if (header.seqCount() > 1 && header.seqCount() > maxCount) {
            differences.add(Difference.Part.SEQ_COUNT, "at most " + maxCount, header.seqCount());
        }
        if (header.seqCount() < 0 || header.seqCount() > MAX_ARRIVALS) {
            throw CannotRebuildException.impossible(
                    Difference.Part.SEQ_COUNT, "at most " + MAX_ARRIVALS, Long.toUnsignedString(header.seqCount()));
        }
    }

    /** Order and trees, with every difference of cut, seed and order. */
    public BatchOrder order(
            BatchHeader header,
            Bytes beaconSignature,
            List<Arrival> arrivals,
            RulesAtOrigin.Rules rules,
            Differences differences) {
        differences.compare(Difference.Part.SEED, Seed.of(beaconSignature, header.cutHash(domain)), header.seed());
        BatchOrder order = BatchOrder.order(arrivals, rules.judged(header.rollupId()), header.seed(), rules.ordering());
        differences.compare(Difference.Part.CUT_ROOT, order.cutRoot(), header.cutRoot());
        differences.compare(Difference.Part.ARRIVAL_ROOT, order.arrivalRoot(), header.arrivalRoot());
        differences.compare(Difference.Part.ORDER_ROOT, order.orderRoot(), header.orderRoot());
        differences.compare(
                Difference.Part.TX_COUNT,
                Integer.toString(order.txCount()),
                Integer.toUnsignedString(header.txCount()));
        return order;
    }

    public void compareStatement(BatchHeader header, ExecutionStatement statement, Differences differences) {
        differences.compare(Difference.Part.STATEMENT_BATCH_HASH, header.digest(domain), statement.batchHash());
    }
}
