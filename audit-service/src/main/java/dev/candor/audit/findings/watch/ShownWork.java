package dev.candor.audit.findings.watch;

import dev.candor.audit.entries.BatchKey;
import dev.candor.audit.entries.EntryKind;
import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.FindingsProperties;
import dev.candor.audit.findings.rules.PromiseRule;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.audit.findings.rules.Sighting;
import dev.candor.audit.ingest.KafkaTaken;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * A promise that its holder showed: forgotten once the log has it, a contradiction as soon as the log has another one in its
 * place, suppressed when the log has taken all that Kafka had a grace later and still lacks it.
 */
@Component
class ShownWork {
    private final ShownRows shownRows;
    private final EntryLookups lookups;
    private final FinalFacts facts;
    private final Judges judges;
    private final WorkRows rows;
    private final KafkaTaken taken;
    private final FindingsProperties properties;
    private final Clock clock;

    ShownWork(
            ShownRows shownRows,
            EntryLookups lookups,
            FinalFacts facts,
            Judges judges,
            WorkRows rows,
            KafkaTaken taken,
            FindingsProperties properties,
            Clock clock) {
        this.shownRows = shownRows;
        this.lookups = lookups;
        this.facts = facts;
        this.judges = judges;
        this.rows = rows;
        this.taken = taken;
        this.properties = properties;
        this.clock = clock;
    }

    Answer judge(Work work, Judges.Known known) {
        Optional<ShownPromise> found = shownRows.find(work.a());
        if (found.isEmpty()) {
            return Answer.nothing();
        }
        ShownPromise shown = found.get();
        Address signer = shown.promise().signer(known.rollup().domain()).orElseThrow();
        List<SeenPromise> logged = ofSequencer(lookups.promises(shown.seq()), judges, known);
        Optional<SeenPromise> same = same(shown.promise().object(), logged, known);
        if (same.isPresent()) {
            shownRows.remove(shown);
            return new Answer.Judged(List.of(
                    clear(shown, "it is log entry " + same.get().at().entry().orElseThrow())));
        }
        List<Finding> findings = known.promises()
                .judge(
                        shown.seen(),
                        Stream.concat(logged.stream(), otherShown(shown)).toList(),
                        judges.keys(signer),
                        arrival(shown),
                        !covering(shown).isEmpty());
        Optional<Finding> twice = findings.stream()
                .filter(finding -> finding.kind() == FindingKind.PROMISE_EQUIVOCATION)
                .findFirst();
        if (twice.isPresent()) {
            shownRows.judged(shown, ShownPromise.State.CONTRADICTED, twice.get().id());
            return new Answer.Judged(List.of(
                    new Decision.Raise(twice.get()),
                    clear(
                            shown,
                            "there are two promises of this seq: see "
                                    + twice.get().id())));
        }
        return shown.isSuppressed() ? Answer.nothing() : lacking(shown, signer, findings, known);
    }

    private Answer lacking(ShownPromise shown, Address signer, List<Finding> findings, Judges.Known known) {
        Optional<Address> inForce =
                facts.orderKeyAtTime(shown.promise().object().receivedAtMillis() / 1000);
        if (inForce.filter(key -> !key.equals(signer)).isPresent()) {
            // As at the door: it binds nobody.
            shownRows.remove(shown);
            return Answer.nothing();
        }
        if (inForce.isEmpty() && judges.newestKey().filter(signer::equals).isEmpty()) {
            return new Answer.Later("L1 to be final beyond the promise");
        }
        if (!isLackedForGood(shown)) {
            return new Answer.Later("the log to have all that Kafka had "
                    + properties.grace().toSeconds() + " s after the promise was shown");
        }
        long waited = (clock.millis() - shown.shownAtMillis()) / 1000;
        Finding suppressed = known.promise().suppressed(shown.seen(), arrival(shown), waited);
        shownRows.judged(shown, ShownPromise.State.SUPPRESSED, suppressed.id());
        covering(shown)
                .forEach(batch -> lookups.ofBatch(EntryKind.BATCH_SEALED, batch)
                        .forEach(entry -> rows.addEntry(Work.Task.SEALED, entry.index())));
        List<Decision> decisions = new ArrayList<>(List.of(new Decision.Raise(suppressed)));
        findings.forEach(finding -> decisions.add(new Decision.Raise(finding)));
        return new Answer.Judged(decisions);
    }

    private boolean isLackedForGood(ShownPromise shown) {
        long from = shown.shownAtMillis() + properties.grace().toMillis();
        return taken.newest()
                .filter(moment -> moment.atMillis() >= from && lookups.indexedSize() >= moment.size())
                .isPresent();
    }

    /** Of logged promises those that the sequencer signed. */
    static List<SeenPromise> ofSequencer(List<LoggedEntry> promises, Judges judges, Judges.Known known) {
        Set<Address> keys = judges.keys(Address.ZERO).ever();
        return promises.stream()
                .map(entry -> Seen.promise((LoggedEvent.PromiseIssued) entry.event(), entry.index()))
                .filter(seen -> seen.promise()
                        .signer(known.rollup().domain())
                        .filter(keys::contains)
                        .isPresent())
                .toList();
    }

    private Stream<SeenPromise> otherShown(ShownPromise shown) {
        return shownRows.at(List.of(shown.seq())).stream()
                .filter(other -> other.id() != shown.id())
                .map(ShownPromise::seen);
    }

    static Optional<SeenPromise> same(InclusionPromise promise, List<SeenPromise> logged, Judges.Known known) {
        Hash32 digest = promise.digest(known.rollup().domain());
        return logged.stream()
                .filter(seen ->
                        seen.promise().object().digest(known.rollup().domain()).equals(digest))
                .findFirst();
    }

    private Optional<PromiseRule.LoggedArrival> arrival(ShownPromise shown) {
        return lookups.arrival(shown.seq())
                .map(entry -> new PromiseRule.LoggedArrival(
                        ((LoggedEvent.Arrival) entry.event()).value(), Sighting.logged(entry.index())));
    }

    private List<BatchKey> covering(ShownPromise shown) {
        return lookups.batchesCovering(shown.seq());
    }

    private static Decision clear(ShownPromise shown, String because) {
        return new Decision.Clear(FindingKind.PROMISE_SUPPRESSED, shown.seq().toString(), because);
    }
}
