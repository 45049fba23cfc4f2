package dev.candor.l1.rollup;

import dev.candor.l1.L1Header;
import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.Web3jL1Node;
import dev.candor.l1.history.HistoryTables;
import dev.candor.l1.history.L1History;
import dev.candor.l1.history.RollupOnL1;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers from the stored history. Safe for many threads. */
final class StoredFinalFacts implements FinalFacts {
    private final KnownRollup rollup;
    private final HistoryTables tables;
    private final FinalRows rows;
    private final ChainNode node;
    private volatile @Nullable L1History history;
    private volatile Keys keys = new Keys(List.of(), new TreeMap<>());

    StoredFinalFacts(KnownRollup rollup, JdbcClient jdbc, FinalRows rows, ChainNode node) {
        this.rollup = rollup;
        this.tables = new HistoryTables(jdbc);
        this.rows = rows;
        this.node = node;
    }

    private record Keys(List<OrderKey> order, NavigableMap<Long, Bytes> beacon) {}

    /**
     * Takes over what this process or another has stored, and asks L1 for the times at which keys came into force.
     *
     * @throws L1UnavailableException take over again later
     */
    void refresh() {
        L1History known = history();
        known.refresh();
        long head = known.origin().map(L1Header::number).orElse(-1L);
        List<OrderKey> orderKeys = new ArrayList<>();
        known.orderKeys()
                .headMap(head, true)
                .forEach((from, key) -> orderKeys.add(new OrderKey(key, from, timeOf(from))));
        keys = new Keys(List.copyOf(orderKeys), rows.beaconKeys().headMap(head, true));
    }

    @Override
    public RollupOnL1 rollup() {
        return rollup.require();
    }

    @Override
    public Optional<L1Header> head() {
        return rollup.find().flatMap(found -> history().origin());
    }

    @Override
    public Policy policyAt(long height) {
        return history().policyAt(height);
    }

    @Override
    public Address orderKeyAt(long height) {
        return history().orderKeyAt(height);
    }

    @Override
    public Optional<Address> orderKeyAtTime(long unixSeconds) {
        boolean passed =
                head().filter(head -> head.timestampSeconds() > unixSeconds).isPresent();
        if (!passed) {
            return Optional.empty();
        }
        return orderKeys().stream()
                .filter(key -> key.fromTimestampSeconds() <= unixSeconds)
                .reduce((earlier, later) -> later)
                .map(OrderKey::address)
                .or(() -> Optional.of(Address.ZERO));
    }

    @Override
    public Bytes beaconKeyAt(long height) {
        if (!covers(height)) {
            throw new IllegalArgumentException(
                    "Expected an L1 height that is read, found %d: wait until L1 calls it final.".formatted(height));
        }
        return Optional.ofNullable(keys.beacon().floorEntry(height))
                .map(Map.Entry::getValue)
                .orElse(Bytes.EMPTY);
    }

    @Override
    public List<OrderKey> orderKeys() {
        return keys.order();
    }

    @Override
    public List<BeaconKey> beaconKeys() {
        return keys.beacon().entrySet().stream()
                .map(key -> new BeaconKey(key.getValue(), key.getKey()))
                .toList();
    }

    @Override
    public long forcedQueuedThrough(long height) {
        return history().forcedQueuedThrough(height);
    }

    @Override
    public long forcedDueThrough(long height) {
        return history().forcedDueThrough(height);
    }

    @Override
    public List<QueuedForced> forced(long from, long to) {
        return rows.forced(from, to);
    }

    @Override
    public List<QueuedForced> forcedOf(Hash32 txHash) {
        return rows.forcedOf(txHash);
    }

    private L1History history() {
        L1History known = history;
        if (known == null) {
            known = new L1History(tables, rollup.require().contracts().forcedDelayBlocks());
            known.refresh();
            history = known;
        }
        return known;
    }

    private long timeOf(long finalBlock) {
        return rows.timeOf(finalBlock).orElseGet(() -> {
            long timestamp = new Web3jL1Node(node.web3j())
                    .block(finalBlock)
                    .map(L1Header::timestampSeconds)
                    .orElseThrow(() -> new L1UnavailableException(
                            "Expected L1 to have the final block %d, found none.".formatted(finalBlock)));
            rows.addTime(finalBlock, timestamp);
            return timestamp;
        });
    }
}
