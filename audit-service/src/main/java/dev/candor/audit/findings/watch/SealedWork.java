package dev.candor.audit.findings.watch;

import dev.candor.audit.entries.BatchKey;
import dev.candor.audit.entries.EntryKind;
import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.EntryReader;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.audit.findings.Decision;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.FindingsProperties;
import dev.candor.audit.findings.rules.BatchJudge;
import dev.candor.audit.findings.rules.ForcedRule;
import dev.candor.audit.findings.rules.Keys;
import dev.candor.audit.findings.rules.PolicyRule;
import dev.candor.audit.findings.rules.Rebuild;
import dev.candor.audit.findings.rules.SeenBatch;
import dev.candor.audit.findings.rules.SeenPromise;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.PostedFacts;
import dev.candor.protocol.beacon.BeaconKey;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Seq;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Gathers what stands around a sealed batch, and has it judged. */
@Component
class SealedWork {
    private static final int PROMISES_LOOKED_UP_ONE_BY_ONE = 2_048;

    private final EntryReader reader;
    private final EntryLookups lookups;
    private final FinalFacts facts;
    private final PostedFacts posted;
    private final Rebuilds rebuilds;
    private final Judges judges;
    private final WorkRows rows;
    private final ShownRows shown;
    private final FindingsProperties properties;
    private final Clock clock;

    SealedWork(
            EntryReader reader,
            EntryLookups lookups,
            FinalFacts facts,
            PostedFacts posted,
            Rebuilds rebuilds,
            Judges judges,
            WorkRows rows,
            ShownRows shown,
            FindingsProperties properties,
            Clock clock) {
        this.reader = reader;
        this.lookups = lookups;
        this.facts = facts;
        this.posted = posted;
        this.rebuilds = rebuilds;
        this.judges = judges;
        this.rows = rows;
        this.shown = shown;
        this.properties = properties;
        this.clock = clock;
    }

    Answer judge(Work work, Judges.Known known) {
        Optional<SeenBatch> found = reader.at(work.index()).map(SealedWork::seen);
        if (found.isEmpty()) {
            return new Answer.Later("entry " + work.index());
        }
        SeenBatch batch = found.get();
        BatchHeader header = batch.header();
        if (!facts.covers(header.l1OriginNumber())) {
            return new Answer.Later("L1 block " + header.l1OriginNumber() + " to be final");
        }
        Policy policy = facts.policyAt(header.l1OriginNumber());
        if (header.seqCount() > Rebuilds.MAX_ARRIVALS) {
            return Answer.raising(new PolicyRule().judge(batch, policy).stream().toList());
        }
        Optional<SeenBatch> parent = parent(header);
        boolean mayStillCome =
                work.waitedSeconds(clock.millis()) < properties.grace().toSeconds();
        if (parent.isEmpty() && !header.number().equals(BatchNumber.FIRST) && mayStillCome) {
            return new Answer.Later("the parent " + header.parentHash());
        }
        long forcedBefore = parent.map(seen -> seen.header().forcedThrough()).orElse(0L);
        Optional<Rebuild> rebuild = rebuilds.of(header, policy, forcedBefore);
        if (rebuild.isEmpty()) {
            return new Answer.Later("arrivals up to " + header.firstSeq().plus(header.seqCount()));
        }
        Keys keys = judges.keys(facts.orderKeyAt(header.l1OriginNumber()));
        List<Decision> decisions = new ArrayList<>(covered(header));
        known.batches()
                .judge(batch, earlier(batch, work.index()), around(header, policy, keys, parent, rebuild.get()))
                .forEach(finding -> decisions.add(new Decision.Raise(finding)));
        return new Answer.Judged(decisions);
    }

    /** A promise that is not its arrival's proves F3 or nothing from here on. */
    private List<Decision> covered(BatchHeader header) {
        long end = header.firstSeq().value() + header.seqCount();
        Stream<Seq> logged = rows.oddPromises(header.firstSeq().value(), end).stream()
                .flatMap(index -> reader.at(index).stream())
                .map(entry -> Seen.promise((LoggedEvent.PromiseIssued) entry.event(), entry.index())
                        .seq());
        Stream<Seq> unlogged =
                shown.between(header.firstSeq().value(), end).stream().map(ShownPromise::seq);
        return Stream.concat(logged, unlogged)
                .distinct()
                .<Decision>map(seq -> new Decision.Clear(
                        FindingKind.PROMISE_NOT_ARRIVAL,
                        seq.toString(),
                        "a batch covers the seq: whether it proves F3 is judged with the batch"))
                .toList();
    }

    private BatchJudge.Facts around(
            BatchHeader header, Policy policy, Keys keys, Optional<SeenBatch> parent, Rebuild rebuild) {
        long origin = header.l1OriginNumber();
        return new BatchJudge.Facts(
                keys,
                parent,
                policy,
                BeaconKey.parse(facts.beaconKeyAt(origin)),
                new ForcedRule.InboxAtOrigin(
                        facts.forcedDueThrough(origin), facts.forcedQueuedThrough(origin), policy.forcedCap()),
                rebuild,
                promises(header, rebuild),
                isOrderedAgain(header));
    }

    private static SeenBatch seen(LoggedEntry entry) {
        return Seen.batch((LoggedEvent.BatchSealed) entry.event(), entry.index());
    }

    Optional<SeenBatch> parent(BatchHeader header) {
        return lookups.sealed(header.parentHash()).map(SealedWork::seen);
    }

    /** The first batch that was logged under a key. */
    Optional<SeenBatch> first(BatchKey key) {
        return lookups.ofBatch(EntryKind.BATCH_SEALED, key).stream().findFirst().map(SealedWork::seen);
    }

    private List<SeenBatch> earlier(SeenBatch batch, long index) {
        BatchKey key = new BatchKey(batch.header().generation(), batch.header().number());
        return lookups.ofBatch(EntryKind.BATCH_SEALED, key).stream()
                .filter(entry -> entry.index() < index)
                .map(SealedWork::seen)
                .toList();
    }

    /** Those that may contradict the batch: odd ones always, all when its trees do not rebuild, the oldest for its wait. */
    private List<SeenPromise> promises(BatchHeader header, Rebuild rebuild) {
        List<LoggedEntry> entries = new ArrayList<>();
        long end = header.firstSeq().value() + header.seqCount();
        rows.oddPromises(header.firstSeq().value(), end)
                .forEach(index -> reader.at(index).ifPresent(entries::add));
        if (!rebuild.gives(header) && header.seqCount() <= PROMISES_LOOKED_UP_ONE_BY_ONE) {
            for (long seq = header.firstSeq().value(); seq < end; seq++) {
                entries.addAll(lookups.promises(new Seq(seq)));
            }
        } else if (header.beaconKind() == BeaconKind.QUORUM.code()) {
            rebuild.arrivals().stream()
                    .filter(arrival -> !arrival.empty())
                    .min(Comparator.comparingLong(Arrival::receivedAtMillis))
                    .ifPresent(oldest -> entries.addAll(lookups.promises(oldest.seq())));
        }
        Keys anyTime = judges.keys(dev.candor.protocol.types.Address.ZERO);
        Stream<SeenPromise> logged = entries.stream()
                .distinct()
                .map(entry -> Seen.promise((LoggedEvent.PromiseIssued) entry.event(), entry.index()));
        Stream<SeenPromise> unlogged =
                shown.between(header.firstSeq().value(), end).stream().map(ShownPromise::seen);
        return Stream.concat(logged, unlogged)
                .filter(promise -> promise.promise()
                        .signer(judges.find().orElseThrow().rollup().domain())
                        .filter(anyTime.ever()::contains)
                        .isPresent())
                .toList();
    }

    private boolean isOrderedAgain(BatchHeader header) {
        return lookups.batchesCovering(header.firstSeq()).stream()
                        .anyMatch(key -> key.generation().compareTo(header.generation()) < 0)
                || (header.generation().value() > 0 && posted.rollbacks().isEmpty());
    }
}
