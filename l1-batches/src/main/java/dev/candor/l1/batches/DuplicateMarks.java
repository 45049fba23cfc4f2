package dev.candor.l1.batches;

import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which arrivals repeat an earlier one of the lineage (protocol.md section 4). */
public final class DuplicateMarks {
    private DuplicateMarks() {}

    /** Of arrivals that begin at a seq, which are repetitions: of one of them, or of an earlier one. */
    public static List<Arrival> marked(List<Arrival> arrivals, Seq first, EarlierArrivals earlier) {
        Map<Hash32, Seq> earliest = earliest(arrivals, first, earlier);
        List<Arrival> marked = new ArrayList<>(arrivals.size());
        for (Arrival arrival : arrivals) {
            Seq seen = arrival.empty() ? null : earliest.putIfAbsent(arrival.txHash(), arrival.seq());
            marked.add(seen == null ? arrival : arrival.asDuplicateOf(seen));
        }
        return marked;
    }

    private static Map<Hash32, Seq> earliest(List<Arrival> arrivals, Seq first, EarlierArrivals earlier) {
        Map<Hash32, Seq> earliest = new HashMap<>();
        Set<Hash32> hashes = new HashSet<>();
        arrivals.stream().filter(arrival -> !arrival.empty()).forEach(arrival -> hashes.add(arrival.txHash()));
        if (!hashes.isEmpty()) {
            earliest.putAll(earlier.earliest(hashes, first));
        }
        return earliest;
    }
}
