package dev.candor.audit.receipts;

import dev.candor.audit.batches.Batches;
import dev.candor.audit.entries.BatchKey;
import dev.candor.audit.entries.EntryKind;
import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.protocol.types.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What became of an arrival or a forced entry in each batch that took it. A batch that cannot be rebuilt yet is not told yet. */
@Component
class LifeAssembly {
    private final EntryLookups lookups;
    private final Batches batches;
    private final FinalFacts facts;
    private final EventJson json;

    LifeAssembly(EntryLookups lookups, Batches batches, FinalFacts facts, EventJson json) {
        this.lookups = lookups;
        this.batches = batches;
        this.facts = facts;
        this.json = json;
    }

    /** Which leaf of a batch a life is about. */
    private sealed interface Subject {
        record Arrived(Seq seq) implements Subject {}

        record Forced(long index) implements Subject {}
    }

    List<Receipt.Life> ofArrival(Seq seq, String path, Parts parts) {
        return lives(lookups.batchesCovering(seq), new Subject.Arrived(seq), path, parts);
    }

    List<Receipt.Life> ofForced(long index, String path, Parts parts) {
        return lives(lookups.batchesTaking(index), new Subject.Forced(index), path, parts);
    }

    private List<Receipt.Life> lives(List<BatchKey> keys, Subject subject, String path, Parts parts) {
        List<Receipt.Life> lives = new ArrayList<>();
        for (BatchKey key : keys) {
            Optional<LoggedEntry> sealed = first(EntryKind.BATCH_SEALED, key);
            Optional<BatchProofs> proofs =
                    sealed.flatMap(entry -> BatchProofs.of((LoggedEvent.BatchSealed) entry.event(), batches, facts));
            if (sealed.isPresent() && proofs.isPresent()) {
                lives.add(new Telling(
                                key, sealed.get(), proofs.get(), "%s.lives[%d]".formatted(path, lives.size()), parts)
                        .of(subject));
            }
        }
        return lives;
    }

    private Optional<LoggedEntry> first(EntryKind kind, BatchKey key) {
        return lookups.ofBatch(kind, key).stream().findFirst();
    }

    private Optional<LoggedEntry> last(EntryKind kind, BatchKey key) {
        return lookups.ofBatch(kind, key).stream().reduce((earlier, later) -> later);
    }

    /** One life while it is told, in the order of the document. */
    private final class Telling {
        private final BatchKey key;
        private final LoggedEntry sealed;
        private final BatchProofs proofs;
        private final String path;
        private final Parts parts;
        private final Optional<LoggedEntry> voided;

        Telling(BatchKey key, LoggedEntry sealed, BatchProofs proofs, String path, Parts parts) {
            this.key = key;
            this.sealed = sealed;
            this.proofs = proofs;
            this.path = path;
            this.parts = parts;
            this.voided = first(EntryKind.BATCH_VOIDED, key);
        }

        Receipt.Life of(Subject subject) {
            JsonNode header = json.of(sealed);
            parts.logged(path + ".header", sealed);
            Optional<Integer> position = proofs.rebuilds() ? positionOf(subject) : Optional.empty();
            MissingReason withoutPlace = proofs.rebuilds() ? MissingReason.DUPLICATE : MissingReason.DOES_NOT_REBUILD;
            Optional<Receipt.ProofForm> cut = ofSeq(subject, "cut", proofs::cut);
            Optional<Receipt.ProofForm> arrival = ofSeq(subject, "arrival", proofs::arrival);
            Optional<Receipt.ProofForm> order =
                    parts.orMissing(position.flatMap(proofs::order), path + ".order", withoutPlace);
            Optional<LoggedEntry> executed = first(EntryKind.BATCH_EXECUTED, key);
            Optional<JsonNode> execution = executed.map(json::of);
            Optional<JsonNode> statement = later(execution.map(it -> it.path("statement")), "statement");
            Optional<JsonNode> signature =
                    later(execution.map(it -> it.path("statementSignature")), "statementSignature");
            executed.ifPresent(entry -> parts.logged(path + ".statement", entry));
            return new Receipt.Life(
                    key.generation().toString(),
                    key.number().toString(),
                    proofs.policy().toHex(),
                    header.path("header"),
                    header.path("headerSignature"),
                    header.path("cutSignature"),
                    header.path("beaconSignature"),
                    cut,
                    arrival,
                    order,
                    statement,
                    signature,
                    outcome(position, execution.isPresent(), withoutPlace),
                    later(part(EntryKind.BATCH_POSTED, "post").map(LifeAssembly::post), "post"),
                    finality(),
                    List.of(),
                    voiding());
        }

        private Optional<Integer> positionOf(Subject subject) {
            return proofs.batch().flatMap(batch -> switch (subject) {
                case Subject.Arrived(Seq seq) -> batch.positionOf(seq);
                case Subject.Forced(long index) -> batch.positionOfForced(index);
            });
        }

        private Optional<Receipt.ProofForm> ofSeq(
                Subject subject, String member, Function<Seq, Optional<Receipt.ProofForm>> proof) {
            return subject instanceof Subject.Arrived(Seq seq)
                    ? parts.orMissing(proof.apply(seq), path + "." + member, MissingReason.DOES_NOT_REBUILD)
                    : parts.orMissing(Optional.empty(), path + "." + member, MissingReason.NOT_AN_ARRIVAL);
        }

        private Optional<Receipt.ProofForm> outcome(
                Optional<Integer> position, boolean isExecuted, MissingReason withoutPlace) {
            if (position.isEmpty()) {
                return parts.orMissing(Optional.empty(), path + ".outcome", withoutPlace);
            }
            MissingReason reason = isExecuted ? MissingReason.DOES_NOT_REBUILD : notYet();
            return parts.orMissing(proofs.outcome(position.get()), path + ".outcome", reason);
        }

        private Optional<Receipt.Finality> finality() {
            return later(
                    part(EntryKind.BATCH_FINALIZED, "finality").map(event -> new Receipt.Finality(event.path("l1"))),
                    "finality");
        }

        private Optional<Receipt.Voiding> voiding() {
            voided.ifPresent(entry -> parts.logged(path + ".voided", entry));
            Optional<Receipt.Voiding> voiding = voided.map(json::of)
                    .map(event -> new Receipt.Voiding(
                            event.path("anchorNumber"),
                            event.path("faultId"),
                            event.path("newGeneration"),
                            event.path("l1")));
            return parts.orMissing(voiding, path + ".voided", MissingReason.NOT_VOIDED);
        }

        /** The newest event of a kind: after a reorganisation of L1 it is the one that counts. */
        private Optional<JsonNode> part(EntryKind kind, String member) {
            Optional<LoggedEntry> entry = last(kind, key);
            entry.ifPresent(found -> parts.logged(path + "." + member, found));
            return entry.map(json::of);
        }

        /** A step that comes later, or never when the batch is void. */
        private <T> Optional<T> later(Optional<T> value, String member) {
            return parts.orMissing(value, path + "." + member, notYet());
        }

        private MissingReason notYet() {
            return voided.isPresent() ? MissingReason.VOIDED : MissingReason.NOT_YET;
        }
    }

    private static Receipt.Post post(JsonNode event) {
        return new Receipt.Post(event.path("commitment"), event.path("dataHashes"), event.path("l1"));
    }
}
