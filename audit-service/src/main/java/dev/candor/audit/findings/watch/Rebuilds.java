package dev.candor.audit.findings.watch;

import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.EntryReader;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.audit.findings.rules.Rebuild;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.QueuedForced;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a batch must consist of, from the logged arrivals and L1's inbox. */
@Component
class Rebuilds {
    /** More arrivals than any policy of this release allows: such a batch is not rebuilt. */
    static final long MAX_ARRIVALS = 65_536;

    private final EntryLookups lookups;
    private final FinalFacts facts;
    private final RollupIdentity rollup;

    Rebuilds(EntryLookups lookups, FinalFacts facts, RollupIdentity rollup) {
        this.lookups = lookups;
        this.facts = facts;
        this.rollup = rollup;
    }

    /**
     * Empty while the log lacks arrivals of the batch. The header's origin is covered.
     *
     * @param forcedBefore the parent's {@code forcedThrough}
     */
    Optional<Rebuild> of(BatchHeader header, Policy policy, long forcedBefore) {
        List<Arrival> arrivals = arrivals(header.firstSeq(), header.seqCount());
        if (arrivals.size() < header.seqCount()) {
            return Optional.empty();
        }
        return Optional.of(new Rebuild(
                arrivals,
                forced(header, policy, forcedBefore),
                policy.ordering().underBeacon(header.beaconKind()),
                this::rawTransaction));
    }

    private Optional<Bytes> rawTransaction(Seq seq) {
        return lookups.arrival(seq)
                .map(entry -> (LoggedEvent.Arrival) entry.event())
                .flatMap(event -> event.transaction().map(transaction -> transaction.raw()));
    }

    /** Fewer than asked for where the log has not got further. */
    private List<Arrival> arrivals(Seq first, long count) {
        List<LoggedEvent.Arrival> logged = new ArrayList<>();
        while (logged.size() < count) {
            int wanted = (int) Math.min(EntryReader.MAX_PAGE, count - logged.size());
            List<LoggedEntry> page = lookups.arrivals(first.plus(logged.size()), wanted);
            page.forEach(entry -> logged.add((LoggedEvent.Arrival) entry.event()));
            if (page.isEmpty()) {
                break;
            }
        }
        return marked(logged, first);
    }

    private List<Arrival> marked(List<LoggedEvent.Arrival> logged, Seq first) {
        List<Hash32> hashes = logged.stream()
                .flatMap(arrival -> arrival.transaction().stream())
                .map(transaction -> transaction.hash())
                .distinct()
                .toList();
        Map<Hash32, Seq> earliest = new HashMap<>(lookups.earliest(hashes, first));
        List<Arrival> arrivals = new ArrayList<>();
        for (LoggedEvent.Arrival event : logged) {
            arrivals.add(event.transaction()
                    .map(transaction -> {
                        long received = event.record().orElseThrow().receivedAtMillis();
                        Arrival arrival = Arrival.of(event.seq(), transaction, received);
                        Seq before = earliest.putIfAbsent(transaction.hash(), event.seq());
                        return before == null ? arrival : arrival.asDuplicateOf(before);
                    })
                    .orElseGet(() -> Arrival.empty(event.seq())));
        }
        return arrivals;
    }

    private List<ForcedEntry> forced(BatchHeader header, Policy policy, long before) {
        long cap = before + Integer.toUnsignedLong(policy.forcedCap());
        long end = Math.min(header.forcedThrough(), cap);
        return end <= before
                ? List.of()
                : facts.forced(before, end).stream().map(this::judged).toList();
    }

    private ForcedEntry judged(QueuedForced entry) {
        return ForcedEntry.judge(entry.index(), entry.rawTx(), entry.gasLimit(), rollup.id());
    }

    /** One logged arrival as an original, without a mark. */
    Optional<Arrival> original(Seq seq) {
        return lookups.arrival(seq)
                .map(entry -> (LoggedEvent.Arrival) entry.event())
                .flatMap(event -> event.transaction()
                        .map(transaction -> Arrival.of(
                                seq, transaction, event.record().orElseThrow().receivedAtMillis())));
    }
}
