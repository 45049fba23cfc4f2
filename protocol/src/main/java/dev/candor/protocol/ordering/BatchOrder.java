package dev.candor.protocol.ordering;

import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.merkle.MerkleTree;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The order of a batch: a pure function of the cut's arrivals, the forced entries, the seed and the ordering (protocol.md
 * sections 4 and 5). Forced entries come first in queue order; then the arrivals, sorted by (sortKey, nonce, seq);
 * duplicates and EMPTY arrivals get no position.
 *
 * @param orderLeaves leaf {@code i} is position {@code i}
 * @param arrivalLeaves leaf {@code i} is seq {@code firstSeq + i}
 */
public record BatchOrder(List<OrderLeaf> orderLeaves, List<ArrivalLeaf> arrivalLeaves) {
    private static final HashFunction HASH = HashFunction.KECCAK_256;
    private static final Comparator<Keyed> BY_KEY_NONCE_SEQ = Comparator.comparing(Keyed::sortKey)
            .thenComparing(keyed -> keyed.arrival().nonce(), Long::compareUnsigned)
            .thenComparing(keyed -> keyed.arrival().seq());

    public BatchOrder {
        orderLeaves = List.copyOf(orderLeaves);
        arrivalLeaves = List.copyOf(arrivalLeaves);
    }

    private record Keyed(Hash32 sortKey, Arrival arrival) {}

    /**
     * Orders a batch.
     *
     * @param arrivals all arrivals of the cut, without gaps, in the order of seq
     * @param forced the forced entries of the batch, without gaps, in the order of index
     * @param ordering the ordering in force, see {@link OrderingPolicy#underBeacon}
     */
    public static BatchOrder order(
            List<Arrival> arrivals, List<ForcedEntry> forced, Hash32 seed, OrderingPolicy ordering) {
        requireContiguous(arrivals);
        List<OrderLeaf> orderLeaves = new ArrayList<>(arrivals.size() + forced.size());
        for (ForcedEntry entry : forced) {
            orderLeaves.add(forcedLeaf(orderLeaves.size(), entry));
        }
        Map<Seq, Integer> positions = HashMap.newHashMap(arrivals.size());
        for (Keyed keyed : sorted(arrivals, seed, ordering)) {
            positions.put(keyed.arrival().seq(), orderLeaves.size());
            orderLeaves.add(arrivalLeaf(orderLeaves.size(), keyed));
        }
        List<ArrivalLeaf> arrivalLeaves = arrivals.stream()
                .map(arrival -> new ArrivalLeaf(
                        arrival.cutLeaf(), positions.getOrDefault(arrival.seq(), ArrivalLeaf.NO_POSITION)))
                .toList();
        return new BatchOrder(orderLeaves, arrivalLeaves);
    }

    /** The key by which an arrival is sorted: 32 bytes, compared as unsigned bytes. */
    public static Hash32 sortKey(OrderingPolicy ordering, Hash32 seed, Seq seq, Address sender) {
        return switch (ordering) {
            case SHUFFLE -> Keccak256.hash(seed.readOnlyArray(), sender.readOnlyArray());
            case FIFO -> seqAsKey(seq);
        };
    }

    /** The root that is signed before the order is known; {@code arrivals} as in {@link #order}. */
    public static Hash32 cutRoot(List<Arrival> arrivals) {
        requireContiguous(arrivals);
        return MerkleTree.root(
                HASH, arrivals.stream().map(a -> a.cutLeaf().encode()).toList());
    }

    public Hash32 cutRoot() {
        return cutTree().root();
    }

    public Hash32 arrivalRoot() {
        return arrivalTree().root();
    }

    public Hash32 orderRoot() {
        return orderTree().root();
    }

    /** Order leaves, forced and skipped ones too: {@code BatchHeader.txCount}. */
    public int txCount() {
        return orderLeaves.size();
    }

    public MerkleTree cutTree() {
        return MerkleTree.of(
                HASH,
                arrivalLeaves.stream().map(leaf -> leaf.cutLeaf().encode()).toList());
    }

    public MerkleTree arrivalTree() {
        return MerkleTree.of(
                HASH, arrivalLeaves.stream().map(ArrivalLeaf::encode).toList());
    }

    public MerkleTree orderTree() {
        return MerkleTree.of(HASH, orderLeaves.stream().map(OrderLeaf::encode).toList());
    }

    private static List<Keyed> sorted(List<Arrival> arrivals, Hash32 seed, OrderingPolicy ordering) {
        // Under SHUFFLE the key depends on the sender alone: one hash for all of its transactions.
        Map<Address, Hash32> keyOfSender = new HashMap<>();
        Function<Arrival, Hash32> key = arrival -> ordering == OrderingPolicy.SHUFFLE
                ? keyOfSender.computeIfAbsent(arrival.sender(), s -> sortKey(ordering, seed, arrival.seq(), s))
                : sortKey(ordering, seed, arrival.seq(), arrival.sender());
        return arrivals.stream()
                .filter(Arrival::isOrdered)
                .map(arrival -> new Keyed(key.apply(arrival), arrival))
                .sorted(BY_KEY_NONCE_SEQ)
                .toList();
    }

    private static OrderLeaf forcedLeaf(int position, ForcedEntry entry) {
        return new OrderLeaf(
                position,
                OrderLeaf.Kind.FORCED,
                entry.index(),
                entry.txHash(),
                entry.sender(),
                entry.nonce(),
                Hash32.ZERO);
    }

    private static OrderLeaf arrivalLeaf(int position, Keyed keyed) {
        Arrival arrival = keyed.arrival();
        return new OrderLeaf(
                position,
                OrderLeaf.Kind.ARRIVAL,
                arrival.seq().value(),
                arrival.txHash(),
                arrival.sender(),
                arrival.nonce(),
                keyed.sortKey());
    }

    private static Hash32 seqAsKey(Seq seq) {
        byte[] key = new byte[Hash32.SIZE];
        for (int i = 0; i < Long.BYTES; i++) {
            key[Hash32.SIZE - 1 - i] = (byte) (seq.value() >>> (Byte.SIZE * i));
        }
        return Hash32.wrap(key);
    }

    private static void requireContiguous(List<Arrival> arrivals) {
        for (int i = 1; i < arrivals.size(); i++) {
            Seq expected = arrivals.get(i - 1).seq().next();
            if (!arrivals.get(i).seq().equals(expected)) {
                throw new IllegalArgumentException("Expected arrival " + expected + " after "
                        + arrivals.get(i - 1).seq() + ", found "
                        + arrivals.get(i).seq()
                        + ": a cut covers every number, EMPTY ones too.");
            }
        }
    }
}
