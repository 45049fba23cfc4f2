package dev.candor.sequencer.l1;

import dev.candor.l1.L1Header;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import dev.candor.sequencer.rollup.L1Contracts;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Answers from the stored history; policies and keys, which are few and asked for with every transaction, from memory. Safe for
 * many threads.
 */
@Component
class StoredL1View implements L1View {
    private final L1Tables tables;
    private final long forcedDelayBlocks;
    private volatile Snapshot snapshot = new Snapshot(Optional.empty(), new TreeMap<>(), new TreeMap<>());

    StoredL1View(L1Tables tables, L1Contracts contracts) {
        this.tables = tables;
        this.forcedDelayBlocks = contracts.forcedDelayBlocks();
    }

    private record Snapshot(
            Optional<L1Block> origin, NavigableMap<Long, Policy> policies, NavigableMap<Long, Address> orderKeys) {}

    /** Takes over what this process or another has stored. */
    void refresh() {
        Optional<L1Block> stored = tables.newestFinal().map(StoredL1View::block);
        if (stored.equals(snapshot.origin())) {
            return;
        }
        NavigableMap<Long, Policy> policies = new TreeMap<>();
        tables.policies().forEach(policy -> policies.put(policy.height(), policy.policy()));
        snapshot = new Snapshot(stored, policies, tables.orderKeys());
    }

    @Override
    public Optional<L1Block> origin() {
        return snapshot.origin();
    }

    @Override
    public Policy policyAt(long l1BlockNumber) {
        return at(snapshot.policies(), l1BlockNumber, "a policy");
    }

    @Override
    public Address orderKeyAt(long l1BlockNumber) {
        return at(snapshot.orderKeys(), l1BlockNumber, "an order key");
    }

    @Override
    public long forcedQueuedThrough(long l1BlockNumber) {
        requireRead(l1BlockNumber);
        return tables.forcedThrough(l1BlockNumber);
    }

    @Override
    public long forcedDueThrough(long l1BlockNumber) {
        requireRead(l1BlockNumber);
        return l1BlockNumber < forcedDelayBlocks ? 0 : tables.forcedThrough(l1BlockNumber - forcedDelayBlocks);
    }

    @Override
    public List<ForcedEntry> forcedEntries(long from, long to) {
        if (from == to) {
            return List.of();
        }
        List<ForcedEntry> entries = tables.forced(from, to);
        if (entries.size() != to - from) {
            throw new IllegalArgumentException(
                    "Expected forced entries %d to %d to be read, found %d of them: ask for those queued at or before the origin."
                            .formatted(from, to, entries.size()));
        }
        return entries;
    }

    private <T> T at(NavigableMap<Long, T> history, long height, String what) {
        requireRead(height);
        Map.Entry<Long, T> entry = history.floorEntry(height);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "Expected an L1 height with %s, found %d: it is before the deployment.".formatted(what, height));
        }
        return entry.getValue();
    }

    /** An answer for a height that is not read yet could still change. */
    private void requireRead(long height) {
        long read = snapshot.origin().map(L1Block::number).orElse(-1L);
        if (height > read) {
            refresh();
            read = snapshot.origin().map(L1Block::number).orElse(-1L);
        }
        if (height > read) {
            throw new IllegalArgumentException(
                    "Expected an L1 height up to the origin %d, found %d: wait until L1 calls it final."
                            .formatted(read, height));
        }
    }

    private static L1Block block(L1Header header) {
        return new L1Block(header.number(), header.hash(), header.timestampSeconds());
    }
}
