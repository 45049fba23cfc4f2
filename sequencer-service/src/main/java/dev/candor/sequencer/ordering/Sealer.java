package dev.candor.sequencer.ordering;

import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.arrivals.ArrivalRow;
import dev.candor.sequencer.arrivals.ArrivalRows;
import dev.candor.sequencer.batches.BatchJournal;
import dev.candor.sequencer.batches.BatchOrders;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.l1.L1View;
import dev.candor.sequencer.rollback.Rollbacks;
import dev.candor.sequencer.rollup.RollupIdentity;
import dev.candor.sequencer.rollup.SequencerProperties;
import dev.candor.sequencer.signing.Slot;
import dev.candor.sequencer.signing.SlotSigner;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Seals batches: cut, seed, order, header. Each step is recorded before it is signed. After a crash the newest batch is either
 * complete or its cut is stored: then {@link #sealNext} finishes that one first, from what is stored.
 */
@Component
class Sealer {
    private final RollupIdentity rollup;
    private final SequencerProperties properties;
    private final L1View l1;
    private final ArrivalRows arrivals;
    private final BatchJournal journal;
    private final Leadership leadership;
    private final SlotSigner slots;
    private final Seeds seeds;
    private final Rollbacks rollbacks;
    private final Outbox outbox;
    private final Clock clock;

    Sealer(
            RollupIdentity rollup,
            SequencerProperties properties,
            L1View l1,
            ArrivalRows arrivals,
            BatchJournal journal,
            Leadership leadership,
            SlotSigner slots,
            Seeds seeds,
            Rollbacks rollbacks,
            Outbox outbox,
            Clock clock) {
        this.rollup = rollup;
        this.properties = properties;
        this.l1 = l1;
        this.arrivals = arrivals;
        this.journal = journal;
        this.leadership = leadership;
        this.slots = slots;
        this.seeds = seeds;
        this.rollbacks = rollbacks;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Seals the next batch if there is something to seal; an interrupted one first.
     *
     * @throws dev.candor.leadership.DeposedException another orderer has taken over; nothing was signed
     */
    Optional<StoredBatch> sealNext(Term term) {
        Optional<StoredBatch> newest = journal.newest();
        if (newest.filter(batch -> batch.status() == BatchStatus.CUT).isPresent()) {
            return newest.map(batch -> finish(batch, term));
        }
        Parent parent = newest.map(Parent::of).orElseGet(() -> Parent.genesis(rollup));
        return cut(parent, term).map(batch -> finish(batch, term));
    }

    private Optional<StoredBatch> cut(Parent parent, Term term) {
        Optional<L1Block> origin = l1.origin().filter(block -> block.number() >= parent.l1OriginNumber());
        if (origin.isEmpty()) {
            return Optional.empty();
        }
        Policy policy = l1.policyAt(origin.get().number());
        long forcedEnd =
                Math.min(l1.forcedQueuedThrough(origin.get().number()), parent.forcedThrough() + policy.forcedCap());
        long now = clock.millis();
        CutPlanner.Situation situation = new CutPlanner.Situation(
                parent,
                policy,
                origin.get(),
                arrivals.committed(term, new Seq(parent.endSeq()), policy.maxCount()),
                l1.forcedEntries(parent.forcedThrough(), forcedEnd),
                now,
                now - parent.sealedAtMillis()
                        >= properties.ordering().emptyBatchAfter().toMillis());
        return CutPlanner.plan(situation).map(plan -> record(situation, plan, term));
    }

    private StoredBatch record(CutPlanner.Situation situation, CutPlanner.Plan plan, Term term) {
        Parent parent = situation.parent();
        Map<Long, Long> duplicates = duplicates(plan.rows(), new Seq(parent.endSeq()));
        Cut cut = new Cut(
                rollup.id(),
                rollbacks.generation(),
                new BatchNumber(parent.number() + 1),
                parent.batchHash(),
                new Seq(parent.endSeq()),
                plan.rows().size(),
                BatchOrder.cutRoot(BatchOrders.arrivals(plan.rows(), duplicates)),
                plan.forcedThrough(),
                parent.depositsThrough(),
                plan.sealedAtMillis(),
                situation.policy().hash(),
                situation.origin().number(),
                situation.origin().hash());
        Hash32 cutHash = cut.digest(rollup.domain());
        return leadership.fenced(term, () -> {
            slots.record(slot(Slot.Kind.CUT, cut), cutHash, term);
            return journal.recordCut(
                    cut, cutHash, situation.policy(), parent.forcedThrough(), duplicates, situation.nowMillis(), term);
        });
    }

    /** From a stored cut to a signed header; done again after a crash it comes to the same header or signs nothing. */
    private StoredBatch finish(StoredBatch batch, Term term) {
        Cut cut = batch.cut();
        List<ArrivalRow> rows = arrivals.range(cut.firstSeq(), cut.seqCount());
        List<Arrival> line = BatchOrders.arrivals(rows, batch.duplicates());
        requireSameCut(batch, line);
        Signature65 cutSignature = slots.sign(slot(Slot.Kind.CUT, cut), batch.cutHash());
        Seeds.Seeding seeding = seeds.of(batch, journal.storedBeaconSignature(cut));
        BatchOrder order = BatchOrders.order(
                line,
                l1.forcedEntries(batch.forcedFrom(), cut.forcedThrough()),
                batch.policy(),
                seeding.kind().code(),
                seeding.seed(),
                rollup.id());
        BatchHeader header = header(cut, order, seeding);
        Hash32 batchHash = header.digest(rollup.domain());
        Slot headerSlot = slot(Slot.Kind.HEADER, cut);
        leadership.fenced(term, () -> {
            slots.record(headerSlot, batchHash, term);
            journal.recordOrder(header, batchHash, seeding.beaconSignature(), cutSignature, term);
            return batchHash;
        });
        Signature65 headerSignature = slots.sign(headerSlot, batchHash);
        return leadership.fenced(term, () -> {
            StoredBatch sealed = journal.recordHeaderSignature(cut, headerSignature, clock.millis(), term);
            outbox.add(BatchEvents.sealed(sealed));
            return sealed;
        });
    }

    private static BatchHeader header(Cut cut, BatchOrder order, Seeds.Seeding seeding) {
        return new BatchHeader(
                cut.rollupId(),
                cut.generation(),
                cut.number(),
                cut.parentHash(),
                cut.firstSeq(),
                cut.seqCount(),
                order.txCount(),
                cut.cutRoot(),
                order.arrivalRoot(),
                order.orderRoot(),
                seeding.kind().code(),
                seeding.seed(),
                cut.policyHash(),
                cut.sealedAtMillis(),
                cut.forcedThrough(),
                cut.depositsThrough(),
                cut.l1OriginNumber(),
                cut.l1OriginHash());
    }

    /** seq → the lowest earlier seq with the same transaction hash, for those that have one. */
    private Map<Long, Long> duplicates(List<ArrivalRow> rows, Seq firstSeq) {
        Map<Hash32, Long> earliest = new HashMap<>(arrivals.earliest(
                rows.stream()
                        .filter(row -> !row.isEmpty())
                        .map(ArrivalRow::txHash)
                        .toList(),
                firstSeq));
        Map<Long, Long> duplicates = new HashMap<>();
        for (ArrivalRow row : rows) {
            Long earlier = row.isEmpty() ? null : earliest.putIfAbsent(row.txHash(), row.seq());
            if (earlier != null) {
                duplicates.put(row.seq(), earlier);
            }
        }
        return duplicates;
    }

    private static void requireSameCut(StoredBatch batch, List<Arrival> line) {
        Hash32 found = BatchOrder.cutRoot(line);
        if (!found.equals(batch.cut().cutRoot())) {
            throw new StoredBytesChangedException(
                    "Expected the stored arrivals of batch %d to hash to its cut root %s, found %s: nothing was signed. "
                                    .formatted(batch.number(), batch.cut().cutRoot(), found)
                            + "The promise table was changed by hand or restored: see docs/runbooks/signing-record.md.");
        }
    }

    static Slot slot(Slot.Kind kind, Cut cut) {
        return new Slot(kind, cut.generation().value(), cut.number().value());
    }
}
