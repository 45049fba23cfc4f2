package dev.candor.protocol.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchOrderPropertiesTest {
    private static final int SENDERS = 7;

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyOrderedArrivalHasOnePositionAndNothingElseHas(long seed) {
        // given
        Random random = new Random(seed);
        List<Arrival> arrivals = arrivals(random);
        List<ForcedEntry> forced = forced(random);

        // when
        BatchOrder order = BatchOrder.order(arrivals, forced, hash(random), ordering(random));

        // then
        long ordered = arrivals.stream().filter(Arrival::isOrdered).count();
        assertThat(order.txCount()).isEqualTo((int) ordered + forced.size());
        Set<Integer> positions = new HashSet<>();
        for (int i = 0; i < arrivals.size(); i++) {
            ArrivalLeaf leaf = order.arrivalLeaves().get(i);
            assertThat(leaf.cutLeaf()).isEqualTo(arrivals.get(i).cutLeaf());
            if (!arrivals.get(i).isOrdered()) {
                assertThat(leaf.position()).isEqualTo(ArrivalLeaf.NO_POSITION);
                continue;
            }
            assertThat(positions.add(leaf.position())).isTrue();
            OrderLeaf placed = order.orderLeaves().get(leaf.position());
            assertThat(placed.index()).isEqualTo(leaf.cutLeaf().seq().value());
            assertThat(placed.txHash()).isEqualTo(leaf.cutLeaf().txHash());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neighboursProveTheOrder(long seed) {
        Random random = new Random(seed);
        List<ForcedEntry> forced = forced(random);

        List<OrderLeaf> leaves = BatchOrder.order(arrivals(random), forced, hash(random), ordering(random))
                .orderLeaves();

        for (int i = 0; i < leaves.size(); i++) {
            assertThat(leaves.get(i).position()).isEqualTo(i);
            assertThat(leaves.get(i).kind())
                    .isEqualTo(i < forced.size() ? OrderLeaf.Kind.FORCED : OrderLeaf.Kind.ARRIVAL);
            if (i > forced.size()) {
                assertThat(compare(leaves.get(i - 1), leaves.get(i))).isNegative();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shuffleKeepsASendersTransactionsTogetherInNonceOrder(long seed) {
        Random random = new Random(seed);

        List<OrderLeaf> leaves = BatchOrder.order(arrivals(random), List.of(), hash(random), OrderingPolicy.SHUFFLE)
                .orderLeaves();

        Map<Address, Integer> lastPosition = new HashMap<>();
        for (OrderLeaf leaf : leaves) {
            Integer last = lastPosition.put(leaf.sender(), leaf.position());
            if (last != null) {
                assertThat(leaf.position()).isEqualTo(last + 1);
                assertThat(Long.compareUnsigned(leaf.nonce(), leaves.get(last).nonce()))
                        .isNotNegative();
            }
        }
    }

    @Test
    void anotherSeedGivesAnotherOrder() {
        Random random = new Random(1);
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            arrivals.add(Arrival.of(
                    new Seq(i), hash(random), Address.copyOf(hash(random).toArray(), 0), 0, i));
        }

        Hash32 one = BatchOrder.order(arrivals, List.of(), hash(random), OrderingPolicy.SHUFFLE)
                .orderRoot();
        Hash32 other = BatchOrder.order(arrivals, List.of(), hash(random), OrderingPolicy.SHUFFLE)
                .orderRoot();

        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void fifoIgnoresSenderAndNonce() {
        Random random = new Random(2);
        List<Arrival> arrivals = arrivals(random);

        List<OrderLeaf> leaves = BatchOrder.order(arrivals, List.of(), hash(random), OrderingPolicy.FIFO)
                .orderLeaves();

        assertThat(leaves.stream().map(OrderLeaf::index).toList()).isSorted();
        assertThat(OrderingPolicy.SHUFFLE.underBeacon(0)).isEqualTo(OrderingPolicy.FIFO);
        assertThat(OrderingPolicy.SHUFFLE.underBeacon(1)).isEqualTo(OrderingPolicy.SHUFFLE);
    }

    @Test
    void refusesACutWithAGap() {
        List<Arrival> gap = List.of(Arrival.empty(new Seq(4)), Arrival.empty(new Seq(6)));

        assertThatThrownBy(() -> BatchOrder.cutRoot(gap)).hasMessageContaining("Expected arrival 5");
        assertThatThrownBy(() -> BatchOrder.order(gap, List.of(), Hash32.ZERO, OrderingPolicy.FIFO))
                .hasMessageContaining("found 6");
    }

    private static int compare(OrderLeaf left, OrderLeaf right) {
        int byKey = left.sortKey().compareTo(right.sortKey());
        int byNonce = byKey != 0 ? byKey : Long.compareUnsigned(left.nonce(), right.nonce());
        return byNonce != 0 ? byNonce : Long.compareUnsigned(left.index(), right.index());
    }

    private static OrderingPolicy ordering(Random random) {
        return random.nextBoolean() ? OrderingPolicy.SHUFFLE : OrderingPolicy.FIFO;
    }

    private static List<Arrival> arrivals(Random random) {
        List<Arrival> arrivals = new ArrayList<>();
        long firstSeq = random.nextInt(1000);
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            arrivals.add(arrival(random, new Seq(firstSeq + i)));
        }
        return arrivals;
    }

    private static Arrival arrival(Random random, Seq seq) {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return Arrival.empty(seq);
        }
        Address sender = Address.copyOf(Keccak256.digest(new byte[] {(byte) random.nextInt(SENDERS)}), 0);
        long nonce = random.nextInt(20) == 0 ? -1L - random.nextInt(3) : random.nextInt(5);
        Arrival arrival = Arrival.of(seq, hash(random), sender, nonce, random.nextInt(10_000));
        return kind == 1 && seq.value() > 0 ? arrival.asDuplicateOf(new Seq(seq.value() - 1)) : arrival;
    }

    private static List<ForcedEntry> forced(Random random) {
        List<ForcedEntry> forced = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            forced.add(new ForcedEntry(90 + i, hash(random), Optional.empty()));
        }
        return forced;
    }

    private static Hash32 hash(Random random) {
        byte[] bytes = new byte[Hash32.SIZE];
        random.nextBytes(bytes);
        return Hash32.wrap(bytes);
    }
}
