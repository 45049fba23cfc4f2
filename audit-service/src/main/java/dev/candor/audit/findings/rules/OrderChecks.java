package dev.candor.audit.findings.rules;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.Arrival;
import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.CutLeaf;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of F4 and F7 over leaves that a header commits to (spec/faults.md sections 2 and 3); each finds its first. */
final class OrderChecks {
    private final BatchHeader header;
    private final SignedLeaves leaves;

    OrderChecks(BatchHeader header, SignedLeaves leaves) {
        this.header = header;
        this.leaves = leaves;
    }

    /** F7: the first positions are the inbox's entries, in queue order. */
    Optional<Contradiction> forced(List<ForcedEntry> inbox) {
        return leaves.order().flatMap(order -> {
            for (int k = 0; k < inbox.size(); k++) {
                ForcedEntry entry = inbox.get(k);
                if (k >= order.leaves().size()) {
                    return Optional.empty();
                }
                OrderLeaf leaf = order.leaves().get(k);
                boolean same = leaf.kind() == OrderLeaf.Kind.FORCED
                        && leaf.index() == entry.index()
                        && leaf.txHash().equals(entry.txHash());
                if (!same) {
                    return Optional.of(Contradiction.of(
                            "forced",
                            "forced entry %s (%s) at position %d"
                                    .formatted(Long.toUnsignedString(entry.index()), entry.txHash(), k),
                            "%s %s (%s)".formatted(leaf.kind(), Long.toUnsignedString(leaf.index()), leaf.txHash()),
                            "order",
                            order.proof(k)));
                }
            }
            return Optional.empty();
        });
    }

    /** F4, without what needs leaves of other batches. */
    Optional<Contradiction> order(OrderingPolicy ordering) {
        return cutAgainstArrivals()
                .or(this::positions)
                .or(() -> leaves.order().flatMap(order -> neighbours(order).or(() -> sortKeys(order, ordering))))
                .or(this::orderAgainstArrivals)
                .or(this::duplicates);
    }

    private Optional<Contradiction> neighbours(SignedTree<OrderLeaf> order) {
        for (int i = 0; i + 1 < order.leaves().size(); i++) {
            OrderLeaf left = order.leaves().get(i);
            OrderLeaf right = order.leaves().get(i + 1);
            boolean arrivals = left.kind() == OrderLeaf.Kind.ARRIVAL && right.kind() == OrderLeaf.Kind.ARRIVAL;
            if (arrivals && !isBefore(left, right)) {
                return Optional.of(Contradiction.of(
                        "neighbours",
                        "order leaves ascending by (sortKey, nonce, seq)",
                        "leaf %d sorts after leaf %d".formatted(i, i + 1),
                        "order0",
                        order.proof(i),
                        "order1",
                        order.proof(i + 1)));
            }
        }
        return Optional.empty();
    }

    private static boolean isBefore(OrderLeaf left, OrderLeaf right) {
        int byKey = left.sortKey().compareTo(right.sortKey());
        int byNonce = byKey != 0 ? byKey : Long.compareUnsigned(left.nonce(), right.nonce());
        return (byNonce != 0 ? byNonce : Long.compareUnsigned(left.index(), right.index())) < 0;
    }

    private Optional<Contradiction> sortKeys(SignedTree<OrderLeaf> order, OrderingPolicy ordering) {
        for (OrderLeaf leaf : order.leaves()) {
            Hash32 expected = leaf.kind() == OrderLeaf.Kind.FORCED
                    ? Hash32.ZERO
                    : BatchOrder.sortKey(ordering, header.seed(), new Seq(leaf.index()), leaf.sender());
            if (!leaf.sortKey().equals(expected)) {
                return Optional.of(Contradiction.of(
                        "sortKey",
                        "sort key " + expected + " at position " + leaf.position(),
                        leaf.sortKey().toHex(),
                        "order",
                        order.proof(leaf.position())));
            }
        }
        return Optional.empty();
    }

    private Optional<Contradiction> cutAgainstArrivals() {
        return leaves.cut()
                .flatMap(cut -> leaves.arrivals().flatMap(arrivals -> {
                    for (int i = 0; i < cut.leaves().size(); i++) {
                        if (!cut.leaves().get(i).equals(arrivals.leaves().get(i).cutLeaf())) {
                            return Optional.of(Contradiction.of(
                                    "cutLeaf",
                                    "the cut's leaf %d in the arrival tree".formatted(i),
                                    "another",
                                    "cut",
                                    cut.proof(i),
                                    "arrival",
                                    arrivals.proof(i)));
                        }
                    }
                    return Optional.empty();
                }));
    }

    private Optional<Contradiction> positions() {
        return leaves.arrivals().flatMap(arrivals -> {
            for (int i = 0; i < arrivals.leaves().size(); i++) {
                ArrivalLeaf leaf = arrivals.leaves().get(i);
                boolean none = leaf.position() == ArrivalLeaf.NO_POSITION;
                if (!none && Integer.compareUnsigned(leaf.position(), header.txCount()) >= 0) {
                    return Optional.of(Contradiction.of(
                            "positionRange",
                            "a position below " + header.txCount() + " of arrival "
                                    + leaf.cutLeaf().seq(),
                            Integer.toUnsignedString(leaf.position()),
                            "arrival",
                            arrivals.proof(i)));
                }
                if (none && mustHavePosition(leaf.cutLeaf())) {
                    return Optional.of(Contradiction.of(
                            "positionMissing",
                            "a position for arrival " + leaf.cutLeaf().seq() + ", neither duplicate nor EMPTY",
                            "none",
                            "arrival",
                            arrivals.proof(i)));
                }
            }
            return Optional.empty();
        });
    }

    private static boolean mustHavePosition(CutLeaf leaf) {
        return leaf.duplicateOf() == CutLeaf.NO_DUPLICATE && !leaf.txHash().isZero();
    }

    private Optional<Contradiction> orderAgainstArrivals() {
        return leaves.order()
                .flatMap(order -> leaves.arrivals().flatMap(arrivals -> {
                    for (int i = 0; i < arrivals.leaves().size(); i++) {
                        ArrivalLeaf leaf = arrivals.leaves().get(i);
                        if (leaf.position() != ArrivalLeaf.NO_POSITION
                                && leaf.position() < order.leaves().size()
                                && !isOf(order.leaves().get(leaf.position()), leaf)) {
                            return Optional.of(Contradiction.of(
                                    "orderLeaf",
                                    "arrival %s at position %d"
                                            .formatted(leaf.cutLeaf().seq(), leaf.position()),
                                    "another",
                                    "arrival",
                                    arrivals.proof(i),
                                    "order",
                                    order.proof(leaf.position())));
                        }
                    }
                    return Optional.empty();
                }));
    }

    private static boolean isOf(OrderLeaf order, ArrivalLeaf arrival) {
        CutLeaf leaf = arrival.cutLeaf();
        return order.kind() == OrderLeaf.Kind.ARRIVAL
                && order.index() == leaf.seq().value()
                && order.txHash().equals(leaf.txHash())
                && order.sender().equals(leaf.sender())
                && order.nonce() == leaf.nonce();
    }

    /**
     * A leaf that differs from what its raw transaction decodes to and recovers from it.
     *
     * @param decoded the arrivals of the batch as the logged records decode
     */
    Optional<Contradiction> rawTransactions(List<Arrival> decoded) {
        return leaves.arrivals().flatMap(arrivals -> {
            for (int i = 0; i < arrivals.leaves().size(); i++) {
                CutLeaf leaf = arrivals.leaves().get(i).cutLeaf();
                Arrival arrival = decoded.get(i);
                boolean sameBytes = !arrival.empty() && leaf.txHash().equals(arrival.txHash());
                if (sameBytes && (!leaf.sender().equals(arrival.sender()) || leaf.nonce() != arrival.nonce())) {
                    return Optional.of(Contradiction.of(
                                    "rawTransaction",
                                    "sender %s and nonce %s of arrival %s, as transaction %s decodes"
                                            .formatted(
                                                    arrival.sender(),
                                                    Long.toUnsignedString(arrival.nonce()),
                                                    leaf.seq(),
                                                    leaf.txHash()),
                                    "sender %s and nonce %s"
                                            .formatted(leaf.sender(), Long.toUnsignedString(leaf.nonce())),
                                    "arrival",
                                    arrivals.proof(i))
                            .withTransactionOf(leaf.seq()));
                }
            }
            return Optional.empty();
        });
    }

    /** Marks within the batch: one that names a leaf with another hash, and a repetition without one. */
    private Optional<Contradiction> duplicates() {
        return leaves.cut().flatMap(cut -> {
            Map<Hash32, Integer> firstOf = new HashMap<>();
            for (int i = 0; i < cut.leaves().size(); i++) {
                CutLeaf leaf = cut.leaves().get(i);
                Optional<Contradiction> wrong =
                        mark(cut, i, leaf).or(() -> repetition(cut, leaf, firstOf.getOrDefault(leaf.txHash(), -1)));
                if (wrong.isPresent()) {
                    return wrong;
                }
                if (!leaf.txHash().isZero()) {
                    firstOf.putIfAbsent(leaf.txHash(), i);
                }
            }
            return Optional.empty();
        });
    }

    private Optional<Contradiction> mark(SignedTree<CutLeaf> cut, int index, CutLeaf leaf) {
        long named = leaf.duplicateOf() - header.firstSeq().value();
        boolean inBatch = leaf.duplicateOf() != CutLeaf.NO_DUPLICATE
                && Long.compareUnsigned(leaf.duplicateOf(), header.firstSeq().value()) >= 0
                && Long.compareUnsigned(named, cut.leaves().size()) < 0;
        if (!inBatch || (named < index && cut.leaves().get((int) named).txHash().equals(leaf.txHash()))) {
            return Optional.empty();
        }
        return Optional.of(Contradiction.of(
                "duplicateOf",
                "arrival " + Long.toUnsignedString(leaf.duplicateOf())
                        + " to be an earlier one with the hash of arrival " + leaf.seq(),
                cut.leaves().get((int) named).txHash().toHex(),
                "cut",
                cut.proof(index),
                "named",
                cut.proof((int) named)));
    }

    private Optional<Contradiction> repetition(SignedTree<CutLeaf> cut, CutLeaf leaf, int first) {
        if (first < 0
                || Long.compareUnsigned(
                                leaf.duplicateOf(),
                                cut.leaves().get(first).seq().value())
                        <= 0) {
            return Optional.empty();
        }
        int index = (int) (leaf.seq().value() - header.firstSeq().value());
        return Optional.of(Contradiction.of(
                "repetition",
                "arrival " + leaf.seq() + " to name arrival "
                        + cut.leaves().get(first).seq() + " or a lower one, whose bytes it repeats",
                leaf.duplicateOf() == CutLeaf.NO_DUPLICATE ? "no mark" : Long.toUnsignedString(leaf.duplicateOf()),
                "earlier",
                cut.proof(first),
                "cut",
                cut.proof(index)));
    }
}
