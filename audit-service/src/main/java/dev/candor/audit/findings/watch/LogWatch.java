package dev.candor.audit.findings.watch;

import dev.candor.audit.entries.EntryFollower;
import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.EntryReader;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingBook;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.findings.rules.PromiseRule;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.audit.findings.rules.Sighting;
import dev.candor.audit.log.Topic;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.springframework.stereotype.Component;

/**
 * Reads the log once, in order. Plain promises, nearly all, are judged here in bulk; everything else becomes work. Entries
 * of the findings topic are passed over: a finding about findings would never end.
 */
@Component
class LogWatch implements EntryFollower {
    private static final int VERIFYING_THREADS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

    private final EntryLookups lookups;
    private final Judges judges;
    private final WorkRows rows;
    private final ShownRows shown;
    private final FindingBook book;
    /** Recovering a signer costs some 50 µs; the threads are few so that the log's own work comes first. */
    private final ForkJoinPool verifying = new ForkJoinPool(VERIFYING_THREADS);

    LogWatch(EntryLookups lookups, Judges judges, WorkRows rows, ShownRows shown, FindingBook book) {
        this.lookups = lookups;
        this.judges = judges;
        this.rows = rows;
        this.shown = shown;
        this.book = book;
    }

    @Override
    public String name() {
        return "findings";
    }

    @Override
    public void apply(List<LoggedEntry> page) {
        List<SeenPromise> promises = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        Set<Seq> arrivals = new HashSet<>();
        for (LoggedEntry entry : page) {
            switch (entry.event()) {
                case LoggedEvent.Arrival event -> arrivals.add(event.seq());
                case LoggedEvent.PromiseIssued event -> promises.add(Seen.promise(event, entry.index()));
                case LoggedEvent.BatchSealed event -> rows.addEntry(Work.Task.SEALED, entry.index());
                case LoggedEvent.BatchExecuted event -> rows.addEntry(Work.Task.EXECUTED, entry.index());
                case LoggedEvent.BatchPosted event -> rows.addEntry(Work.Task.POSTED_EVENT, entry.index());
                case LoggedEvent.Undecodable event
                when entry.entry().topic() != Topic.FINDINGS ->
                    decisions.add(new Decision.Raise(unreadable(entry, event)));
                default -> {}
            }
        }
        lookAgain(arrivals);
        shown.at(promises.stream().map(SeenPromise::seq).toList())
                .forEach(waiting -> rows.add(Work.Task.SHOWN, waiting.id(), 0));
        odd(promises)
                .forEach(promise ->
                        rows.addEntry(Work.Task.PROMISE, promise.at().entry().orElseThrow()));
        book.apply(decisions);
    }

    /** At promises that waited for an arrival longer than the grace: it came after all. */
    private void lookAgain(Set<Seq> arrivals) {
        if (arrivals.isEmpty()) {
            return;
        }
        book.openSubjects(FindingKind.PROMISE_WITHOUT_ARRIVAL).stream()
                .map(Seq::parse)
                .filter(arrivals::contains)
                .flatMap(seq -> lookups.promises(seq).stream())
                .forEach(entry -> rows.addEntry(Work.Task.PROMISE, entry.index()));
    }

    private List<SeenPromise> odd(List<SeenPromise> promises) {
        Optional<Judges.Known> known = judges.find();
        Optional<Address> key = judges.newestKey();
        if (known.isEmpty() || key.isEmpty()) {
            return promises;
        }
        Map<Seq, PromiseRule.LoggedArrival> arrivals = arrivals(promises);
        Set<String> suspected = book.raisedAmong(promises.stream()
                .map(promise -> Finding.id(
                        FindingKind.PROMISE_NOT_ARRIVAL, promise.seq().toString()))
                .toList());
        return verifying
                .submit(() -> promises.parallelStream()
                        .filter(promise -> !isPlain(promise, arrivals, suspected, known.get(), key.get()))
                        .toList())
                .join();
    }

    private static boolean isPlain(
            SeenPromise promise,
            Map<Seq, PromiseRule.LoggedArrival> arrivals,
            Set<String> suspected,
            Judges.Known known,
            Address key) {
        PromiseRule.LoggedArrival arrival = arrivals.get(promise.seq());
        String id = Finding.id(FindingKind.PROMISE_NOT_ARRIVAL, promise.seq().toString());
        return arrival != null && !suspected.contains(id) && known.promises().isPlain(promise, arrival, key);
    }

    private Map<Seq, PromiseRule.LoggedArrival> arrivals(List<SeenPromise> promises) {
        Map<Seq, PromiseRule.LoggedArrival> arrivals = new HashMap<>();
        if (promises.isEmpty()) {
            return arrivals;
        }
        Seq first = promises.stream().map(SeenPromise::seq).min(Seq::compareTo).orElseThrow();
        Seq last = promises.stream().map(SeenPromise::seq).max(Seq::compareTo).orElseThrow();
        long count = Math.min(EntryReader.MAX_PAGE, last.value() - first.value() + 1);
        if (first.value() < 0 || count < 1) {
            return arrivals;
        }
        for (LoggedEntry entry : lookups.arrivals(first, (int) count)) {
            LoggedEvent.Arrival arrival = (LoggedEvent.Arrival) entry.event();
            arrivals.put(arrival.seq(), new PromiseRule.LoggedArrival(arrival.value(), Sighting.logged(entry.index())));
        }
        return arrivals;
    }

    private static Finding unreadable(LoggedEntry entry, LoggedEvent.Undecodable event) {
        return new Finding(
                FindingKind.EVENT_UNREADABLE,
                Long.toString(entry.index()),
                new Words(
                        "log entry " + entry.index() + " to be an event of spec/events.md",
                        event.reason(),
                        "Ask its producer which release wrote it. It stays in the log; nothing can be judged by it."),
                Evidence.of()
                        .entry(entry.index())
                        .text("reason", event.reason())
                        .build());
    }
}
