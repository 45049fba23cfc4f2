package dev.candor.sequencer.query;

import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.arrivals.ArrivalRow;
import dev.candor.sequencer.arrivals.ArrivalRows;
import dev.candor.sequencer.arrivals.IssuedPromise;
import dev.candor.sequencer.arrivals.Promises;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.ForcedBatches;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.l1.ForcedEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Puts together what is known of a transaction, from stored rows alone. Its arrival goes before its entries in the forced queue;
 * of these the one that ran, or else the first.
 */
@Component
class TransactionLookup {
    private static final Seq END_OF_TIME = new Seq(Long.MAX_VALUE);

    private final Promises promises;
    private final ArrivalRows arrivals;
    private final BatchStore batches;
    private final ForcedTransactions forcedTransactions;
    private final ForcedBatches forcedBatches;
    private final RebuiltBatches rebuilt;
    private final PostsOfBatches posts;

    TransactionLookup(
            Promises promises,
            ArrivalRows arrivals,
            BatchStore batches,
            ForcedTransactions forcedTransactions,
            ForcedBatches forcedBatches,
            RebuiltBatches rebuilt,
            PostsOfBatches posts) {
        this.promises = promises;
        this.arrivals = arrivals;
        this.batches = batches;
        this.forcedTransactions = forcedTransactions;
        this.forcedBatches = forcedBatches;
        this.rebuilt = rebuilt;
        this.posts = posts;
    }

    /** @param standing empty while it waits in the queue */
    private record Forced(ForcedEntry entry, Optional<Standing> standing) {}

    Optional<TransactionStatus> find(Hash32 hash) {
        Optional<ArrivalRow> arrival = earliest(hash);
        List<Forced> forced =
                forcedTransactions.find(hash).stream().map(this::forced).toList();
        if (arrival.isPresent()) {
            return arrival.map(row -> arrived(hash, row, forced));
        }
        return forced.isEmpty() ? Optional.empty() : Optional.of(onlyForced(hash, forced));
    }

    private Optional<ArrivalRow> earliest(Hash32 hash) {
        return Optional.ofNullable(arrivals.earliest(List.of(hash), END_OF_TIME).get(hash))
                .map(seq -> arrivals.range(new Seq(seq), 1).getFirst())
                .filter(row -> !row.isEmpty());
    }

    private TransactionStatus arrived(Hash32 hash, ArrivalRow row, List<Forced> forced) {
        Optional<IssuedPromise> promise = promises.find(hash);
        Optional<Standing> standing = batches.covering(new Seq(row.seq())).flatMap(batch -> standing(batch, row));
        TransactionState first = promise.isPresent() ? TransactionState.PROMISED : TransactionState.ARRIVED;
        List<TransactionStatus.Reached> history = new ArrayList<>();
        history.add(TransactionStatus.Reached.of(first, row.receivedAtMillis()));
        standing.ifPresent(reached -> history.addAll(reached.history()));
        Optional<String> duplicateOf = promise.map(issued -> issued.promise().seq())
                .filter(seq -> seq.value() != row.seq())
                .map(seq -> Long.toUnsignedString(row.seq()));
        return new TransactionStatus(
                hash.toHex(),
                standing.map(Standing::state).orElse(first),
                history,
                Optional.of(new TransactionStatus.ArrivalForm(
                        Long.toUnsignedString(row.seq()), Long.toUnsignedString(row.receivedAtMillis()), duplicateOf)),
                promise.map(SignedPromise::of),
                forms(hash, forced),
                standing.map(Standing::place),
                standing.flatMap(place -> outcome(hash, place)),
                standing.flatMap(Standing::l1),
                new TransactionStatus.Proofs(
                        standing.map(place -> place.trees().cutProof(row.seq())),
                        standing.map(place -> place.trees().arrivalProof(row.seq())),
                        standing.map(Standing::orderProof),
                        standing.flatMap(Standing::outcomeProof)));
    }

    private TransactionStatus onlyForced(Hash32 hash, List<Forced> forced) {
        Optional<Standing> standing = forced.stream()
                .flatMap(one -> one.standing().stream())
                .min(Comparator.comparing(place -> outcome(hash, place)
                        .filter(outcome -> !outcome.outcome().equals("SKIPPED"))
                        .isEmpty()));
        return new TransactionStatus(
                hash.toHex(),
                standing.map(Standing::state).orElse(TransactionState.QUEUED),
                standing.map(Standing::history).orElse(List.of()),
                Optional.empty(),
                Optional.empty(),
                forms(hash, forced),
                standing.map(Standing::place),
                standing.flatMap(place -> outcome(hash, place)),
                standing.flatMap(Standing::l1),
                new TransactionStatus.Proofs(
                        Optional.empty(),
                        Optional.empty(),
                        standing.map(Standing::orderProof),
                        standing.flatMap(Standing::outcomeProof)));
    }

    private Forced forced(ForcedEntry entry) {
        return new Forced(
                entry,
                forcedBatches
                        .taking(entry.index())
                        .flatMap(batch -> standing(batch, Math.toIntExact(entry.index() - batch.forcedFrom()))));
    }

    private Optional<Standing> standing(StoredBatch batch, ArrivalRow row) {
        return batch.ordered().flatMap(ordered -> {
            BatchTrees trees = rebuilt.of(batch, ordered);
            return trees.positionOf(row.seq())
                    .map(position -> new Standing(batch, ordered, trees, posts.find(batch), position));
        });
    }

    private Optional<Standing> standing(StoredBatch batch, int position) {
        return batch.ordered()
                .map(ordered -> new Standing(batch, ordered, rebuilt.of(batch, ordered), posts.find(batch), position));
    }

    private List<TransactionStatus.ForcedForm> forms(Hash32 hash, List<Forced> forced) {
        return forced.stream()
                .map(one -> new TransactionStatus.ForcedForm(
                        Long.toUnsignedString(one.entry().index()),
                        Long.toUnsignedString(one.entry().gasLimit()),
                        Long.toUnsignedString(one.entry().queuedBlock()),
                        one.standing().map(Standing::place),
                        one.standing().flatMap(place -> outcome(hash, place))))
                .toList();
    }

    /** The reason belongs to one place: the same bytes can be skipped here and run there. */
    private Optional<TransactionStatus.OutcomeForm> outcome(Hash32 hash, Standing place) {
        Optional<String> reason = batches.skipped(hash)
                .filter(skip -> skip.number() == place.batch().number() && skip.position() == place.position())
                .map(BatchStore.Skip::reason);
        return place.outcome(reason);
    }
}
