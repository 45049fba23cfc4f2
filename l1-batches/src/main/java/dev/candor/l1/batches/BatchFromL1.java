package dev.candor.l1.batches;

import dev.candor.l1.rollup.PostCalldata;
import dev.candor.l1.rollup.PostedBatch;
import dev.candor.protocol.data.BatchContent;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.policy.Policy;
import java.util.List;

/**
 * A batch as its data, its seed and the rules at its origin make it, beside what was posted. Immutable.
 *
 * @param policy in force at the header's origin
 * @param arrivals in the order of seq, duplicates marked as the data marks them
 * @param transactions by position, those that will be skipped too
 * @param differences from what was signed; none for a batch that was made as it should be, execution apart
 */
public record BatchFromL1(
        PostedBatch post,
        PostCalldata calldata,
        Policy policy,
        BatchContent content,
        List<Arrival> arrivals,
        BatchOrder order,
        List<OrderedTransaction> transactions,
        List<Difference> differences) {
    public BatchFromL1 {
        arrivals = List.copyOf(arrivals);
        transactions = List.copyOf(transactions);
        differences = List.copyOf(differences);
    }

    public BatchHeader header() {
        return calldata.header();
    }
}
