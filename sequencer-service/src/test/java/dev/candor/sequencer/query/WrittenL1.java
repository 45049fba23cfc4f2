package dev.candor.sequencer.query;

import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.l1.ForcedEntry;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.l1.L1View;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An L1 that a test writes itself. */
final class WrittenL1 implements L1View {
    private final Policy policy;
    private final Address orderKey;
    private final List<ForcedEntry> forced = new CopyOnWriteArrayList<>();
    private volatile Optional<L1Block> origin = Optional.empty();

    WrittenL1(Policy policy, Address orderKey) {
        this.policy = policy;
        this.orderKey = orderKey;
    }

    void finalise(L1Block block) {
        origin = Optional.of(block);
    }

    /** Forgets its queue and goes on some blocks later. */
    L1Block restart(int blocksLater) {
        forced.clear();
        L1Block last = origin.orElseThrow();
        L1Block next = new L1Block(last.number() + blocksLater, last.hash(), last.timestampSeconds() + blocksLater);
        finalise(next);
        return next;
    }

    void queue(Bytes rawTx, long gasLimit, long queuedBlock) {
        forced.add(new ForcedEntry(forced.size(), gasLimit, rawTx, queuedBlock));
    }

    @Override
    public Optional<L1Block> origin() {
        return origin;
    }

    @Override
    public Policy policyAt(long l1BlockNumber) {
        return policy;
    }

    @Override
    public Address orderKeyAt(long l1BlockNumber) {
        return orderKey;
    }

    @Override
    public long forcedQueuedThrough(long l1BlockNumber) {
        return forced.stream()
                .filter(entry -> entry.queuedBlock() <= l1BlockNumber)
                .count();
    }

    @Override
    public long forcedDueThrough(long l1BlockNumber) {
        return forcedQueuedThrough(l1BlockNumber);
    }

    @Override
    public List<ForcedEntry> forcedEntries(long from, long to) {
        return List.copyOf(forced.subList((int) from, (int) to));
    }
}
