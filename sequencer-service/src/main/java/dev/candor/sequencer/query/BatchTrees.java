package dev.candor.sequencer.query;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.merkle.MerkleTree;
import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.StoredBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The leaves and trees of one ordered batch, rebuilt from stored rows and compared with the signed roots. The tree of outcomes
 * comes when the batch is executed. Safe for many threads.
 */
final class BatchTrees {
    private static final int OUTCOME_BYTES = 1 + Long.BYTES;

    private final long number;
    private final long firstSeq;
    private final BatchOrder order;
    private final MerkleTree cut;
    private final MerkleTree arrivals;
    private final MerkleTree positions;
    private volatile @Nullable Outcomes outcomes;

    /** @throws IllegalStateException the stored rows do not give the roots that were signed */
    BatchTrees(BatchHeader header, BatchOrder order) {
        this.number = header.number().value();
        this.firstSeq = header.firstSeq().value();
        this.order = order;
        this.cut = requireRoot("cut", order.cutTree(), header.cutRoot());
        this.arrivals = requireRoot("arrival", order.arrivalTree(), header.arrivalRoot());
        this.positions = requireRoot("order", order.orderTree(), header.orderRoot());
    }

    private record Outcomes(List<OutcomeLeaf> leaves, MerkleTree tree) {}

    /** Leaves of all trees: what the memory grows with. */
    int leafCount() {
        return 2 * order.arrivalLeaves().size() + 2 * order.orderLeaves().size();
    }

    /** Empty for a duplicate or EMPTY arrival. */
    Optional<Integer> positionOf(long seq) {
        int position = order.arrivalLeaves().get(indexOf(seq)).position();
        return position == ArrivalLeaf.NO_POSITION ? Optional.empty() : Optional.of(position);
    }

    MerkleProof cutProof(long seq) {
        ArrivalLeaf leaf = order.arrivalLeaves().get(indexOf(seq));
        return MerkleProof.of(cut, leaf.cutLeaf().encode(), indexOf(seq));
    }

    MerkleProof arrivalProof(long seq) {
        return MerkleProof.of(arrivals, order.arrivalLeaves().get(indexOf(seq)).encode(), indexOf(seq));
    }

    MerkleProof orderProof(int position) {
        return MerkleProof.of(positions, order.orderLeaves().get(position).encode(), position);
    }

    OutcomeLeaf outcome(int position, StoredBatch.Executed executed) {
        return outcomes(executed).leaves().get(position);
    }

    MerkleProof outcomeProof(int position, StoredBatch.Executed executed) {
        Outcomes known = outcomes(executed);
        return MerkleProof.of(known.tree(), known.leaves().get(position).encode(), position);
    }

    private int indexOf(long seq) {
        return Math.toIntExact(seq - firstSeq);
    }

    /** Built once; two threads that come first build the same. */
    private Outcomes outcomes(StoredBatch.Executed executed) {
        Outcomes known = outcomes;
        if (known != null) {
            return known;
        }
        List<OutcomeLeaf> leaves = leaves(executed.outcomes());
        MerkleTree tree = requireRoot(
                "outcomes", OutcomeLeaf.tree(leaves), executed.statement().outcomesRoot());
        Outcomes built = new Outcomes(leaves, tree);
        outcomes = built;
        return built;
    }

    private List<OutcomeLeaf> leaves(Bytes stored) {
        if (stored.size() != order.txCount() * OUTCOME_BYTES) {
            throw new IllegalStateException("Expected %d outcomes of batch %d, found %d bytes."
                    .formatted(order.txCount(), number, stored.size()));
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored.readOnlyArray()).asReadOnlyBuffer();
        List<OutcomeLeaf> leaves = new ArrayList<>(order.txCount());
        for (int position = 0; position < order.txCount(); position++) {
            Outcome outcome = Outcome.ofCode(bytes.get());
            Hash32 txHash = order.orderLeaves().get(position).txHash();
            leaves.add(new OutcomeLeaf(position, txHash, outcome, bytes.getLong()));
        }
        return List.copyOf(leaves);
    }

    private MerkleTree requireRoot(String name, MerkleTree tree, Hash32 signed) {
        if (!tree.root().equals(signed)) {
            throw new IllegalStateException(
                    "Expected the %s root %s of batch %d, found %s from the stored rows: they were changed after it was signed."
                            .formatted(name, signed, number, tree.root()));
        }
        return tree;
    }
}
