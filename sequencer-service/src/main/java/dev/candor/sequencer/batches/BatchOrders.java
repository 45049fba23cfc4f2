package dev.candor.sequencer.batches;

import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.arrivals.ArrivalRow;
import java.util.List;
import java.util.Map;

/** From stored rows to the arrivals and the order of a batch; pure. */
public final class BatchOrders {
    private BatchOrders() {}

    /** @param duplicates seq → the earlier seq with the same transaction hash */
    public static List<Arrival> arrivals(List<ArrivalRow> rows, Map<Long, Long> duplicates) {
        return rows.stream().map(row -> arrival(row, duplicates.get(row.seq()))).toList();
    }

    private static Arrival arrival(ArrivalRow row, @org.jspecify.annotations.Nullable Long earlier) {
        Seq seq = new Seq(row.seq());
        if (row.isEmpty()) {
            return Arrival.empty(seq);
        }
        Arrival arrival = Arrival.of(seq, row.txHash(), row.sender(), row.nonce(), row.receivedAtMillis());
        return earlier == null ? arrival : arrival.asDuplicateOf(new Seq(earlier));
    }

    /** @param beaconKind 0 orders first in, first out, whatever the policy says */
    public static BatchOrder order(
            List<Arrival> arrivals,
            List<dev.candor.sequencer.l1.ForcedEntry> forced,
            Policy policy,
            int beaconKind,
            Hash32 seed,
            RollupId rollupId) {
        List<ForcedEntry> judged = forced.stream()
                .map(entry -> ForcedEntry.judge(entry.index(), entry.rawTx(), entry.gasLimit(), rollupId))
                .toList();
        return BatchOrder.order(arrivals, judged, seed, policy.ordering().underBeacon(beaconKind));
    }
}
