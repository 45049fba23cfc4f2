package dev.candor.sequencer.intake;

import dev.candor.protocol.types.Address;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

/** A lock per sender, shared by the few whose addresses fall into the same shard. */
final class SenderLocks {
    /** A power of two. */
    private static final int SHARDS = 1_024;

    private final ReentrantLock[] shards = new ReentrantLock[SHARDS];

    SenderLocks() {
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new ReentrantLock();
        }
    }

    /** Ends what {@link #lock} began; closing never fails. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    Held lock(Address sender) {
        ReentrantLock lock = shards[shardOf(sender)];
        lock.lock();
        return lock::unlock;
    }

    /** Locks several senders, always in the same order, so that two callers cannot wait for each other. */
    Held lock(Address sender, Collection<Address> others) {
        if (others.isEmpty()) {
            return lock(sender);
        }
        int[] wanted = java.util.stream.IntStream.concat(
                        java.util.stream.IntStream.of(shardOf(sender)),
                        others.stream().mapToInt(SenderLocks::shardOf))
                .sorted()
                .distinct()
                .toArray();
        for (int shard : wanted) {
            shards[shard].lock();
        }
        return () -> {
            for (int shard : wanted) {
                shards[shard].unlock();
            }
        };
    }

    private static int shardOf(Address address) {
        int hash = address.hashCode();
        return (hash ^ hash >>> 16) & (SHARDS - 1);
    }
}
