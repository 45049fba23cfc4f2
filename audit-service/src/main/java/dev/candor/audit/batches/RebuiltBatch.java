package dev.candor.audit.batches;

import dev.candor.audit.entries.BatchKey;
import dev.candor.l1.batches.Difference;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.merkle.MerkleTree;
import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Seq;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A batch as its arrivals, its seed and the rules make it, beside the header that was signed. Proofs are of the trees made anew:
 * they fold to the signed roots where {@link #differences()} names none of them. Immutable.
 */
public final class RebuiltBatch {
    private final BatchHeader header;
    private final Policy policy;
    private final BatchOrder order;
    private final List<OutcomeLeaf> outcomes;
    private final List<Difference> differences;
    private final MerkleTree cutTree;
    private final MerkleTree arrivalTree;
    private final MerkleTree orderTree;
    private final MerkleTree outcomeTree;
    private final Map<Long, Integer> positionsOfForced = new HashMap<>();

    /** @param outcomes none, or one for each position */
    RebuiltBatch(
            BatchHeader header,
            Policy policy,
            BatchOrder order,
            List<OutcomeLeaf> outcomes,
            List<Difference> differences) {
        this.header = header;
        this.policy = policy;
        this.order = order;
        this.outcomes = List.copyOf(outcomes);
        this.differences = List.copyOf(differences);
        this.cutTree = order.cutTree();
        this.arrivalTree = order.arrivalTree();
        this.orderTree = order.orderTree();
        this.outcomeTree = OutcomeLeaf.tree(outcomes);
        order.orderLeaves().stream()
                .filter(leaf -> leaf.kind() == OrderLeaf.Kind.FORCED)
                .forEach(leaf -> positionsOfForced.put(leaf.index(), leaf.position()));
    }

    public BatchKey key() {
        return new BatchKey(header.generation(), header.number());
    }

    /** As it was signed. */
    public BatchHeader header() {
        return header;
    }

    /** In force at the header's origin. */
    public Policy policy() {
        return policy;
    }

    public BatchOrder order() {
        return order;
    }

    /** By position; empty while no statement about the batch is known, or when its outcomes do not decode. */
    public List<OutcomeLeaf> outcomes() {
        return outcomes;
    }

    /** Empty for an honest batch. */
    public List<Difference> differences() {
        return differences;
    }

    public boolean isAsSigned() {
        return differences.isEmpty();
    }

    /** Empty for a duplicate, an EMPTY arrival, or a seq that the batch does not cover. */
    public Optional<Integer> positionOf(Seq seq) {
        return leafOf(seq).map(ArrivalLeaf::position).filter(position -> position != ArrivalLeaf.NO_POSITION);
    }

    /** Empty when the batch does not take it. */
    public Optional<Integer> positionOfForced(long forcedIndex) {
        return Optional.ofNullable(positionsOfForced.get(forcedIndex));
    }

    /** Empty while there are no outcomes. */
    public Optional<OutcomeLeaf> outcomeAt(int position) {
        return outcomes.isEmpty() ? Optional.empty() : Optional.of(outcomes.get(position));
    }

    /** Empty for a seq that the batch does not cover. */
    public Optional<ArrivalLeaf> leafOf(Seq seq) {
        long index = seq.value() - header.firstSeq().value();
        return index >= 0 && index < order.arrivalLeaves().size()
                ? Optional.of(order.arrivalLeaves().get((int) index))
                : Optional.empty();
    }

    /** Leaf {@code seq - firstSeq} under {@code cutRoot}; the seq is covered. */
    public LeafProof cutProof(Seq seq) {
        int index = indexOf(seq);
        return proof(cutTree, index, order.arrivalLeaves().get(index).cutLeaf().encode());
    }

    /** Leaf {@code seq - firstSeq} under {@code arrivalRoot}; the seq is covered. */
    public LeafProof arrivalProof(Seq seq) {
        int index = indexOf(seq);
        return proof(arrivalTree, index, order.arrivalLeaves().get(index).encode());
    }

    public LeafProof orderProof(int position) {
        return proof(orderTree, position, order.orderLeaves().get(position).encode());
    }

    /** Only where there are {@link #outcomes()}. */
    public LeafProof outcomeProof(int position) {
        return proof(outcomeTree, position, outcomes.get(position).encode());
    }

    private int indexOf(Seq seq) {
        return leafOf(seq)
                .map(leaf -> (int) (seq.value() - header.firstSeq().value()))
                .orElseThrow(() ->
                        new IllegalArgumentException("Expected a seq that %s covers, found %s.".formatted(key(), seq)));
    }

    private static LeafProof proof(MerkleTree tree, int index, byte[] leaf) {
        return new LeafProof(Bytes.wrap(leaf), index, tree.size(), tree.inclusionProof(index));
    }
}
