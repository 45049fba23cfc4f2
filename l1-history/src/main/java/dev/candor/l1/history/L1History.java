package dev.candor.l1.history;

import dev.candor.l1.L1Header;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * L1 at heights that are final there, with every event up to them applied: all answers for a height are functions of that height;
 * asked again, also after a restart, they are the same. Policies and keys, which are few and asked for with every transaction, are
 * answered from memory. Safe for many threads.
 */
public final class L1History {
    private final HistoryTables tables;
    private final long forcedDelayBlocks;
    private volatile Snapshot snapshot = new Snapshot(Optional.empty(), new TreeMap<>(), new TreeMap<>());

    public L1History(HistoryTables tables, long forcedDelayBlocks) {
        this.tables = tables;
        this.forcedDelayBlocks = forcedDelayBlocks;
    }

    private record Snapshot(
            Optional<L1Header> origin, NavigableMap<Long, Policy> policies, NavigableMap<Long, Address> orderKeys) {}

    /** Takes over what this process or another has stored. */
    public void refresh() {
        Optional<L1Header> stored = tables.newestFinal();
        if (stored.equals(snapshot.origin())) {
            return;
        }
        NavigableMap<Long, Policy> policies = new TreeMap<>();
        tables.policies().forEach(policy -> policies.put(policy.height(), policy.policy()));
        snapshot = new Snapshot(stored, policies, tables.orderKeys());
    }

    /** The newest block that is final on L1 and fully read; empty until the first one is. */
    public Optional<L1Header> origin() {
        return snapshot.origin();
    }

    /** The policy in force at a height that is at most the origin's. */
    public Policy policyAt(long l1BlockNumber) {
        return at(snapshot.policies(), l1BlockNumber, "a policy");
    }

    /** The address whose signatures over cuts, headers and statements count at a height. */
    public Address orderKeyAt(long l1BlockNumber) {
        return at(snapshot.orderKeys(), l1BlockNumber, "an order key");
    }

    /** The order keys by the heights from which they are in force; the last ones may still be ahead of the origin. */
    public NavigableMap<Long, Address> orderKeys() {
        return Collections.unmodifiableNavigableMap(snapshot.orderKeys());
    }

    /** How many forced entries since genesis were queued at or before a height. */
    public long forcedQueuedThrough(long l1BlockNumber) {
        requireRead(l1BlockNumber);
        return tables.forcedThrough(l1BlockNumber);
    }

    /** How many forced entries since genesis are due at a height: {@code queuedBlock + forcedDelayBlocks <= height}. */
    public long forcedDueThrough(long l1BlockNumber) {
        requireRead(l1BlockNumber);
        return l1BlockNumber < forcedDelayBlocks ? 0 : tables.forcedThrough(l1BlockNumber - forcedDelayBlocks);
    }

    /** Entries {@code from} (inclusive) to {@code to} (exclusive), all of them queued at or before the origin. */
    public List<QueuedEntry> forcedEntries(long from, long to) {
        if (from == to) {
            return List.of();
        }
        List<QueuedEntry> entries = tables.forced(from, to);
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
        long read = snapshot.origin().map(L1Header::number).orElse(-1L);
        if (height > read) {
            refresh();
            read = snapshot.origin().map(L1Header::number).orElse(-1L);
        }
        if (height > read) {
            throw new IllegalArgumentException(
                    "Expected an L1 height up to the origin %d, found %d: wait until L1 calls it final."
                            .formatted(read, height));
        }
    }
}
