package dev.candor.audit.findings.rules;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.List;
import java.util.Optional;

/**
 * What a batch must consist of, from others' words: arrivals as logged with their duplicates found, forced entries as L1
 * has them, and the ordering in force for its beacon kind.
 */
public record Rebuild(List<Arrival> arrivals, List<ForcedEntry> forced, OrderingPolicy ordering, RawTransactions raw) {
    /** The bytes behind arrivals: the log has them. */
    public interface RawTransactions {
        /** Empty for an EMPTY arrival. */
        Optional<Bytes> of(Seq seq);
    }

    public Rebuild {
        arrivals = List.copyOf(arrivals);
        forced = List.copyOf(forced);
    }

    /** Whether every root of the header is what this gives: only then its data and outcomes can be compared with it. */
    public boolean gives(BatchHeader header) {
        BatchOrder order = order(header.seed());
        return order.cutRoot().equals(header.cutRoot())
                && order.arrivalRoot().equals(header.arrivalRoot())
                && order.orderRoot().equals(header.orderRoot())
                && order.txCount() == header.txCount();
    }

    public BatchOrder order(Hash32 seed) {
        return BatchOrder.order(arrivals, forced, seed, ordering);
    }

    Rebuild withArrivals(List<Arrival> changed) {
        return new Rebuild(changed, forced, ordering, raw);
    }

    Rebuild withForced(List<ForcedEntry> changed) {
        return new Rebuild(arrivals, changed, ordering, raw);
    }

    Rebuild withOrdering(OrderingPolicy changed) {
        return new Rebuild(arrivals, forced, changed, raw);
    }
}
