package dev.candor.audit.findings.watch;

import dev.candor.audit.entries.BatchKey;
import dev.candor.audit.entries.EntryKind;
import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.EntryReader;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.FindingsProperties;
import dev.candor.audit.findings.rules.Keys;
import dev.candor.audit.findings.rules.PromiseRule;
import dev.candor.audit.findings.rules.SeenBatch;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.audit.findings.rules.SeenStatement;
import dev.candor.audit.findings.rules.Sighting;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.PostedBatch;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.types.Address;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Promises that are not plain, statements, and words about posts: gathers what stands around them, and has them judged. */
@Component
class EntryWork {
    private final EntryReader reader;
    private final EntryLookups lookups;
    private final FinalFacts facts;
    private final PostedFacts posted;
    private final Rebuilds rebuilds;
    private final SealedWork sealed;
    private final Judges judges;
    private final WorkRows rows;
    private final FindingsProperties properties;
    private final Clock clock;

    EntryWork(
            EntryReader reader,
            EntryLookups lookups,
            FinalFacts facts,
            PostedFacts posted,
            Rebuilds rebuilds,
            SealedWork sealed,
            Judges judges,
            WorkRows rows,
            FindingsProperties properties,
            Clock clock) {
        this.reader = reader;
        this.lookups = lookups;
        this.facts = facts;
        this.posted = posted;
        this.rebuilds = rebuilds;
        this.sealed = sealed;
        this.judges = judges;
        this.rows = rows;
        this.properties = properties;
        this.clock = clock;
    }

    Answer promise(Work work, Judges.Known known) {
        Optional<SeenPromise> found = reader.at(work.index())
                .map(entry -> Seen.promise((LoggedEvent.PromiseIssued) entry.event(), entry.index()));
        if (found.isEmpty()) {
            return new Answer.Later("entry " + work.index());
        }
        SeenPromise promise = found.get();
        long second = promise.promise().object().receivedAtMillis() / 1000;
        Optional<Address> key = facts.orderKeyAtTime(second);
        if (key.isEmpty()) {
            return new Answer.Later("L1 to be final beyond second " + second);
        }
        Keys keys = judges.keys(key.get());
        long waited = work.waitedSeconds(clock.millis());
        Optional<LoggedEntry> arrival = lookups.arrival(promise.seq());
        boolean isAct = promise.promise()
                .signer(known.rollup().domain())
                .filter(keys.ever()::contains)
                .isPresent();
        if (arrival.isEmpty() && isAct && waited < properties.grace().toSeconds()) {
            return new Answer.Later("arrival " + promise.seq());
        }
        return judged(promise, arrival, keys, known, waited, isAct);
    }

    private Answer judged(
            SeenPromise promise,
            Optional<LoggedEntry> arrival,
            Keys keys,
            Judges.Known known,
            long waited,
            boolean isAct) {
        List<BatchKey> covering = isAct ? lookups.batchesCovering(promise.seq()) : List.of();
        covering.forEach(batch -> lookups.ofBatch(EntryKind.BATCH_SEALED, batch)
                .forEach(entry -> rows.addEntry(Work.Task.SEALED, entry.index())));
        if (isAct) {
            rows.addOddPromise(promise.seq(), promise.at().entry().orElseThrow());
        }
        List<SeenPromise> others = lookups.promises(promise.seq()).stream()
                .map(entry -> Seen.promise((LoggedEvent.PromiseIssued) entry.event(), entry.index()))
                .filter(other -> !other.at().equals(promise.at()))
                .toList();
        List<Decision> decisions = new ArrayList<>();
        known.promises()
                .judge(promise, others, keys, arrival.map(EntryWork::logged), !covering.isEmpty())
                .forEach(finding -> decisions.add(new Decision.Raise(finding)));
        if (arrival.isEmpty() && isAct && covering.isEmpty()) {
            decisions.add(new Decision.Raise(known.promise().withoutArrival(promise, waited)));
        } else {
            decisions.add(new Decision.Clear(
                    FindingKind.PROMISE_WITHOUT_ARRIVAL, promise.seq().toString(), "the arrival is logged"));
        }
        if (!covering.isEmpty()) {
            decisions.add(new Decision.Clear(
                    FindingKind.PROMISE_NOT_ARRIVAL,
                    promise.seq().toString(),
                    "a batch covers the seq: whether it proves F3 is judged with the batch"));
        }
        return new Answer.Judged(decisions);
    }

    private static PromiseRule.LoggedArrival logged(LoggedEntry entry) {
        return new PromiseRule.LoggedArrival(
                ((LoggedEvent.Arrival) entry.event()).value(), Sighting.logged(entry.index()));
    }

    Answer executed(Work work, Judges.Known known) {
        Optional<LoggedEntry> entry = reader.at(work.index());
        if (entry.isEmpty()) {
            return new Answer.Later("entry " + work.index());
        }
        SeenStatement statement =
                Seen.statement((LoggedEvent.BatchExecuted) entry.get().event(), work.index());
        BatchKey key = new BatchKey(
                statement.statement().generation(), statement.statement().number());
        Optional<SeenBatch> batch = sealed.first(key);
        if (batch.isEmpty()) {
            return new Answer.Later(key + " to be sealed");
        }
        BatchHeader header = batch.get().header();
        if (!facts.covers(header.l1OriginNumber())) {
            return new Answer.Later("L1 block " + header.l1OriginNumber() + " to be final");
        }
        List<SeenStatement> earlier = lookups.ofBatch(EntryKind.BATCH_EXECUTED, key).stream()
                .filter(other -> other.index() < work.index())
                .map(other -> Seen.statement((LoggedEvent.BatchExecuted) other.event(), other.index()))
                .toList();
        return Answer.raising(known.statements()
                .judge(
                        statement,
                        earlier,
                        judges.keys(facts.orderKeyAt(header.l1OriginNumber())),
                        batch.get(),
                        order(header)));
    }

    private Optional<List<OrderLeaf>> order(BatchHeader header) {
        long before = sealed.parent(header)
                .map(parent -> parent.header().forcedThrough())
                .orElse(0L);
        if (header.seqCount() > Rebuilds.MAX_ARRIVALS) {
            return Optional.empty();
        }
        return rebuilds.of(header, facts.policyAt(header.l1OriginNumber()), before)
                .filter(rebuild -> rebuild.gives(header))
                .map(rebuild -> rebuild.order(header.seed()).orderLeaves());
    }

    Answer postedEvent(Work work, Judges.Known known) {
        Optional<LoggedEntry> entry = reader.at(work.index());
        if (entry.isEmpty()) {
            return new Answer.Later("entry " + work.index());
        }
        LoggedEvent.BatchPosted told = (LoggedEvent.BatchPosted) entry.get().event();
        if (posted.heads().finalized() < told.l1().blockNumber()) {
            return new Answer.Later("L1 block " + told.l1().blockNumber() + " to be final");
        }
        Optional<BatchCommitment> onL1 =
                posted.post(told.generation(), told.number()).map(PostedBatch::commitment);
        // After an L1 reorganisation the sequencer tells again: the newest word counts.
        boolean newest =
                lookups.ofBatch(EntryKind.BATCH_POSTED, new BatchKey(told.generation(), told.number())).stream()
                        .allMatch(other -> other.index() <= work.index());
        String subject = told.generation() + "." + told.number();
        Optional<Finding> untrue =
                known.post().eventUntrue(subject, told.commitment(), Sighting.logged(work.index()), onL1);
        if (untrue.isPresent() && newest) {
            return Answer.raising(List.of(untrue.get()));
        }
        return new Answer.Judged(List.of(new Decision.Clear(
                FindingKind.POST_EVENT_UNTRUE, subject, "a later word of the same batch agrees with L1")));
    }
}
