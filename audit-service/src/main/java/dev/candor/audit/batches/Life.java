package dev.candor.audit.batches;

import dev.candor.audit.entries.BatchKey;
import dev.candor.audit.entries.EntryKind;
import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.ordering.CutLeaf;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.types.Seq;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The life of one arrival that is in force: how far it has come by the published part of the log (spec/receipts.md section 3). */
final class Life {
    private final EntryLookups lookups;
    private final long published;
    private final Seq seq;
    private final TreeSet<Long> entries = new TreeSet<>();
    private final Optional<BatchKey> batch;
    private final Optional<RebuiltBatch> rebuilt;
    private final String state;

    /** @param published entries below this index are told */
    Life(EntryLookups lookups, Batches batches, long published, long arrivalIndex, Seq seq) {
        this.lookups = lookups;
        this.published = published;
        this.seq = seq;
        entries.add(arrivalIndex);
        boolean promised = note(lookups.promises(seq));
        this.batch = lookups.batchesCovering(seq).reversed().stream()
                .filter(key -> has(EntryKind.BATCH_SEALED, key) && !has(EntryKind.BATCH_VOIDED, key))
                .findFirst();
        this.rebuilt = batch.map(batches::rebuilt)
                .filter(Rebuilding.Rebuilt.class::isInstance)
                .map(made -> ((Rebuilding.Rebuilt) made).batch());
        this.state = batch.map(this::stateIn).orElse(promised ? "PROMISED" : "ARRIVED");
    }

    String state() {
        return state;
    }

    Optional<BatchKey> batch() {
        return batch;
    }

    List<Long> entries() {
        return List.copyOf(entries);
    }

    Optional<Integer> position() {
        return rebuilt.flatMap(made -> made.positionOf(seq));
    }

    Optional<Seq> duplicateOf() {
        return rebuilt.flatMap(made -> made.leafOf(seq))
                .map(ArrivalLeaf::cutLeaf)
                .map(CutLeaf::duplicateOf)
                .filter(earlier -> earlier != CutLeaf.NO_DUPLICATE)
                .map(Seq::new);
    }

    /** Only once the statement is in what is told. */
    Optional<OutcomeLeaf> outcome() {
        boolean told = batch.filter(key -> has(EntryKind.BATCH_EXECUTED, key)).isPresent();
        return told ? rebuilt.flatMap(made -> position().flatMap(made::outcomeAt)) : Optional.empty();
    }

    private String stateIn(BatchKey key) {
        note(lookups.ofBatch(EntryKind.BATCH_SEALED, key));
        boolean executed = note(lookups.ofBatch(EntryKind.BATCH_EXECUTED, key));
        boolean posted = note(lookups.ofBatch(EntryKind.BATCH_POSTED, key));
        boolean finalized = note(lookups.ofBatch(EntryKind.BATCH_FINALIZED, key));
        if (finalized) {
            return "FINAL";
        }
        if (posted) {
            return "POSTED";
        }
        return executed ? "EXECUTED" : "ORDERED";
    }

    /** The first of them that is told, if any. */
    private boolean note(List<LoggedEntry> said) {
        Optional<LoggedEntry> first =
                said.stream().filter(entry -> entry.index() < published).findFirst();
        first.ifPresent(entry -> entries.add(entry.index()));
        return first.isPresent();
    }

    private boolean has(EntryKind kind, BatchKey key) {
        return lookups.ofBatch(kind, key).stream().anyMatch(entry -> entry.index() < published);
    }
}
