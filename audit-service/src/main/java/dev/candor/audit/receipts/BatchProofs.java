package dev.candor.audit.receipts;

import dev.candor.audit.batches.Batches;
import dev.candor.audit.batches.LeafProof;
import dev.candor.audit.batches.Rebuilding;
import dev.candor.audit.batches.RebuiltBatch;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.l1.batches.Difference;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Proofs of leaves under the roots of one signed header and statement. There are none where the trees made anew have other roots:
 * such a batch is a finding, not a proof.
 *
 * @param policy {@code abi.encode(Policy)} in force at the batch's origin
 * @param batch empty when no batch can be made of its parts
 */
record BatchProofs(Bytes policy, Optional<RebuiltBatch> batch) {
    private static final Set<Difference.Part> OF_THE_HEADER = EnumSet.of(
            Difference.Part.CUT_ROOT,
            Difference.Part.ARRIVAL_ROOT,
            Difference.Part.ORDER_ROOT,
            Difference.Part.TX_COUNT);
    private static final Set<Difference.Part> OF_THE_STATEMENT =
            EnumSet.of(Difference.Part.OUTCOMES, Difference.Part.OUTCOMES_ROOT);

    /** Empty while the log or L1 has not got as far as the batch needs. */
    static Optional<BatchProofs> of(LoggedEvent.BatchSealed sealed, Batches batches, FinalFacts facts) {
        long origin = sealed.header().l1OriginNumber();
        if (!facts.covers(origin)) {
            return Optional.empty();
        }
        Bytes policy = facts.policyAt(origin).encode();
        return switch (batches.rebuilt(sealed)) {
            case Rebuilding.Rebuilt(RebuiltBatch batch) -> Optional.of(new BatchProofs(policy, Optional.of(batch)));
            case Rebuilding.Impossible impossible -> Optional.of(new BatchProofs(policy, Optional.empty()));
            case Rebuilding.NotYet notYet -> Optional.empty();
        };
    }

    /** Whether the trees that arrivals, seed and policy give have the signed roots. */
    boolean rebuilds() {
        return batch.isPresent() && !differsIn(OF_THE_HEADER);
    }

    Optional<Receipt.ProofForm> cut(Seq seq) {
        return proof(it -> it.cutProof(seq));
    }

    Optional<Receipt.ProofForm> arrival(Seq seq) {
        return proof(it -> it.arrivalProof(seq));
    }

    Optional<Receipt.ProofForm> order(int position) {
        return proof(it -> it.orderProof(position));
    }

    /** Also empty while the batch is not executed. */
    Optional<Receipt.ProofForm> outcome(int position) {
        boolean known = batch.filter(it -> !it.outcomes().isEmpty()).isPresent() && !differsIn(OF_THE_STATEMENT);
        return known ? proof(it -> it.outcomeProof(position)) : Optional.empty();
    }

    private Optional<Receipt.ProofForm> proof(Function<RebuiltBatch, LeafProof> of) {
        return rebuilds() ? batch.map(of).map(BatchProofs::form) : Optional.empty();
    }

    private boolean differsIn(Set<Difference.Part> parts) {
        return batch.stream()
                .flatMap(it -> it.differences().stream())
                .anyMatch(difference -> parts.contains(difference.part()));
    }

    private static Receipt.ProofForm form(LeafProof proof) {
        return new Receipt.ProofForm(
                proof.leaf().toHex(),
                proof.index(),
                proof.size(),
                proof.nodes().stream().map(Hash32::toHex).toList());
    }
}
