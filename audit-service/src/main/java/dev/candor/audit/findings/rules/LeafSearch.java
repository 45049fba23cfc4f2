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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the leaves under the roots of a header: first what they must be, then the wrongs that are easy to commit and
 * cheap to try: one arrival left out, replaced or stripped of its duplicate mark; two neighbours exchanged; another order
 * altogether; a forced entry left out; one position altered. What is not found stays unknown and is told as a root that
 * does not rebuild.
 */
final class LeafSearch {
    private final BatchHeader header;
    private final Rebuild rebuild;
    private final Map<Integer, Set<Arrival>> otherWords;

    /** @param otherWords by index in the cut: what else somebody said that arrival is, in promises for example */
    LeafSearch(BatchHeader header, Rebuild rebuild, Map<Integer, Set<Arrival>> otherWords) {
        this.header = header;
        this.rebuild = rebuild;
        this.otherWords = otherWords;
    }

    SignedLeaves find() {
        Optional<List<Arrival>> committed = cutArrivals();
        Optional<SignedTree<CutLeaf>> cut = committed.map(arrivals ->
                SignedTree.of(arrivals.stream().map(Arrival::cutLeaf).toList(), CutLeaf::encode));
        Rebuild base = committed.map(rebuild::withArrivals).orElse(rebuild);
        BatchOrder straight = base.order(header.seed());
        Optional<SignedTree<OrderLeaf>> order = orderLeaves(base, straight);
        List<OrderLeaf> followed = order.map(SignedTree::leaves).orElse(straight.orderLeaves());
        return new SignedLeaves(cut, arrivalLeaves(straight, followed), order);
    }

    private Optional<List<Arrival>> cutArrivals() {
        List<Arrival> honest = rebuild.arrivals();
        if (BatchOrder.cutRoot(honest).equals(header.cutRoot())) {
            return Optional.of(honest);
        }
        if (honest.size() > TreeSearch.MAX_SEARCHED_LEAVES) {
            return Optional.empty();
        }
        TreeSearch<Arrival> search =
                new TreeSearch<>(honest, arrival -> arrival.cutLeaf().encode(), header.cutRoot());
        Stream<Map<Integer, Arrival>> changes = IntStream.range(0, honest.size())
                .boxed()
                .flatMap(i -> alternatives(i).stream().map(other -> Map.of(i, other)));
        return search.changed(changes).map(SignedTree::leaves);
    }

    private Collection<Arrival> alternatives(int index) {
        Arrival honest = rebuild.arrivals().get(index);
        List<Arrival> others = new ArrayList<>(otherWords.getOrDefault(index, Set.of()));
        others.add(Arrival.empty(honest.seq()));
        others.add(withoutMark(honest));
        // An honest first arrival marked as a repetition of its neighbour would never run.
        if (honest.isOrdered() && honest.seq().value() > 0) {
            others.add(honest.asDuplicateOf(
                    new dev.candor.protocol.types.Seq(honest.seq().value() - 1)));
        }
        return others;
    }

    private static Arrival withoutMark(Arrival arrival) {
        return new Arrival(
                arrival.seq(),
                arrival.txHash(),
                arrival.sender(),
                arrival.nonce(),
                arrival.receivedAtMillis(),
                Optional.empty(),
                arrival.empty());
    }

    private Optional<SignedTree<OrderLeaf>> orderLeaves(Rebuild base, BatchOrder straight) {
        TreeSearch<OrderLeaf> search = new TreeSearch<>(straight.orderLeaves(), OrderLeaf::encode, header.orderRoot());
        return search.unchanged()
                .or(() -> otherOrders(base)
                        .map(leaves -> new TreeSearch<>(leaves, OrderLeaf::encode, header.orderRoot()).unchanged())
                        .flatMap(Optional::stream)
                        .findFirst())
                .or(() -> search.changed(swaps(straight.orderLeaves())));
    }

    private Stream<List<OrderLeaf>> otherOrders(Rebuild base) {
        OrderingPolicy other = base.ordering() == OrderingPolicy.SHUFFLE ? OrderingPolicy.FIFO : OrderingPolicy.SHUFFLE;
        Stream<Rebuild> otherSets =
                IntStream.range(0, base.forced().size()).mapToObj(i -> base.withForced(without(base, i)));
        return Stream.concat(
                Stream.of(
                        base.withOrdering(other).order(header.seed()).orderLeaves(),
                        base.order(Hash32.ZERO).orderLeaves(),
                        keepingKeys(base, other)),
                Stream.concat(otherSets, Stream.of(base.withForced(List.of())))
                        .map(set -> set.order(header.seed()).orderLeaves()));
    }

    /** The other ordering's sequence under this one's sort keys: the lie that looks right leaf by leaf. */
    private List<OrderLeaf> keepingKeys(Rebuild base, OrderingPolicy other) {
        List<OrderLeaf> leaves = new ArrayList<>();
        for (OrderLeaf leaf : base.withOrdering(other).order(header.seed()).orderLeaves()) {
            Hash32 key = leaf.kind() == OrderLeaf.Kind.FORCED
                    ? Hash32.ZERO
                    : BatchOrder.sortKey(
                            base.ordering(),
                            header.seed(),
                            new dev.candor.protocol.types.Seq(leaf.index()),
                            leaf.sender());
            leaves.add(new OrderLeaf(
                    leaf.position(), leaf.kind(), leaf.index(), leaf.txHash(), leaf.sender(), leaf.nonce(), key));
        }
        return leaves;
    }

    private static List<ForcedEntry> without(Rebuild base, int index) {
        List<ForcedEntry> rest = new ArrayList<>(base.forced());
        rest.remove(index);
        return rest;
    }

    private static Stream<Map<Integer, OrderLeaf>> swaps(List<OrderLeaf> leaves) {
        return IntStream.range(0, Math.max(0, leaves.size() - 1))
                .mapToObj(i -> Map.of(i, at(i, leaves.get(i + 1)), i + 1, at(i + 1, leaves.get(i))));
    }

    private static OrderLeaf at(int position, OrderLeaf leaf) {
        return new OrderLeaf(
                position, leaf.kind(), leaf.index(), leaf.txHash(), leaf.sender(), leaf.nonce(), leaf.sortKey());
    }

    private Optional<SignedTree<ArrivalLeaf>> arrivalLeaves(BatchOrder straight, List<OrderLeaf> followed) {
        List<ArrivalLeaf> following = placed(straight.arrivalLeaves(), followed);
        TreeSearch<ArrivalLeaf> search = new TreeSearch<>(following, ArrivalLeaf::encode, header.arrivalRoot());
        TreeSearch<ArrivalLeaf> plain =
                new TreeSearch<>(straight.arrivalLeaves(), ArrivalLeaf::encode, header.arrivalRoot());
        return search.unchanged()
                .or(plain::unchanged)
                .or(() -> search.changed(oneAltered(following)))
                .or(() -> plain.changed(oneAltered(straight.arrivalLeaves())));
    }

    private static List<ArrivalLeaf> placed(List<ArrivalLeaf> leaves, List<OrderLeaf> order) {
        Map<Long, Integer> positions = new HashMap<>();
        order.stream()
                .filter(leaf -> leaf.kind() == OrderLeaf.Kind.ARRIVAL)
                .forEach(leaf -> positions.put(leaf.index(), leaf.position()));
        return leaves.stream()
                .map(leaf -> new ArrivalLeaf(
                        leaf.cutLeaf(),
                        positions.getOrDefault(leaf.cutLeaf().seq().value(), ArrivalLeaf.NO_POSITION)))
                .toList();
    }

    private Stream<Map<Integer, ArrivalLeaf>> oneAltered(List<ArrivalLeaf> leaves) {
        return IntStream.range(0, leaves.size()).boxed().flatMap(i -> {
            ArrivalLeaf leaf = leaves.get(i);
            Stream<Map<Integer, ArrivalLeaf>> positions = Stream.of(
                            ArrivalLeaf.NO_POSITION, 0, leaf.position() + 1, header.txCount(), header.txCount() + 1)
                    .map(position -> Map.of(i, new ArrivalLeaf(leaf.cutLeaf(), position)));
            Stream<Map<Integer, ArrivalLeaf>> contents = alternatives(i).stream()
                    .flatMap(other -> Stream.of(leaf.position(), ArrivalLeaf.NO_POSITION)
                            .map(position -> Map.of(i, new ArrivalLeaf(other.cutLeaf(), position))));
            return Stream.concat(positions, contents);
        });
    }
}
