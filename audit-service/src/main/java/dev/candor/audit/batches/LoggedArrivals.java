package dev.candor.audit.batches;

import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.EntryReader;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.l1.batches.CannotRebuildException;
import dev.candor.l1.batches.DuplicateMarks;
import dev.candor.l1.batches.EarlierArrivals;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arrivals of a range as the log has them, with the marks of duplicates. A batch's ancestors cover every lower seq, so the lowest
 * earlier seq of the lineage is the lowest of the log.
 */
final class LoggedArrivals implements EarlierArrivals {
    private final EntryLookups lookups;

    LoggedArrivals(EntryLookups lookups) {
        this.lookups = lookups;
    }

    /** All arrivals of the range, duplicates marked. */
    List<Arrival> of(Seq first, int count) throws CannotRebuildException {
        List<Arrival> arrivals = new ArrayList<>(count);
        while (arrivals.size() < count) {
            Seq next = first.plus(arrivals.size());
            List<LoggedEntry> page = lookups.arrivals(next, Math.min(count - arrivals.size(), EntryReader.MAX_PAGE));
            for (LoggedEntry entry : page) {
                LoggedEvent.Arrival arrival = (LoggedEvent.Arrival) entry.event();
                if (!arrival.seq().equals(first.plus(arrivals.size()))) {
                    break;
                }
                arrivals.add(arrival(arrival));
            }
            if (first.plus(arrivals.size()).equals(next)) {
                throw CannotRebuildException.notYet("arrival %s is not in the log yet.".formatted(next));
            }
        }
        return DuplicateMarks.marked(arrivals, first, this);
    }

    @Override
    public Optional<Arrival> at(Seq seq) {
        return lookups.arrival(seq).map(entry -> arrival((LoggedEvent.Arrival) entry.event()));
    }

    @Override
    public Map<Hash32, Seq> earliest(Collection<Hash32> txHashes, Seq before) {
        return lookups.earliest(txHashes, before);
    }

    private static Arrival arrival(LoggedEvent.Arrival logged) {
        return logged.transaction()
                .map(transaction -> Arrival.of(
                        logged.seq(), transaction, logged.record().orElseThrow().receivedAtMillis()))
                .orElseGet(() -> Arrival.empty(logged.seq()));
    }
}
