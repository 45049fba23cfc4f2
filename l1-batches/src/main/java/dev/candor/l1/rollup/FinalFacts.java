package dev.candor.l1.rollup;

import dev.candor.l1.L1Header;
import dev.candor.l1.history.RollupOnL1;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import java.util.Optional;

/**
 * What L1 says at heights that are final there. All answers for a height are functions of that height. A height above
 * {@link #head()} is an {@link IllegalArgumentException}: ask {@link #covers} before.
 */
public interface FinalFacts {

    /** Which rollup this is, as its contracts say. */
    RollupOnL1 rollup();

    /** The newest block that is final and fully read; empty until the first one is. */
    Optional<L1Header> head();

    /** Whether everything at a height is read. */
    default boolean covers(long height) {
        return head().filter(head -> head.number() >= height).isPresent();
    }

    Policy policyAt(long height);

    /** The address whose signatures over cuts, headers and statements count at a height; zero before the first. */
    Address orderKeyAt(long height);

    /**
     * The order key in force at the newest block whose timestamp is at most this: whose signatures over promises and refusals of
     * that second count (protocol.md section 1). Empty while no final block is later than it.
     */
    Optional<Address> orderKeyAtTime(long unixSeconds);

    /** The beacon key in force at a height, 192 bytes; empty before the first. */
    Bytes beaconKeyAt(long height);

    /** Ascending; those of heights up to {@link #head()}. */
    List<OrderKey> orderKeys();

    /** Ascending; those of heights up to {@link #head()}. */
    List<BeaconKey> beaconKeys();

    /** How many forced entries since genesis were queued at or before a height. */
    long forcedQueuedThrough(long height);

    /** How many forced entries since genesis are due at a height. */
    long forcedDueThrough(long height);

    /** Entries {@code from} (inclusive) to {@code to} (exclusive), fewer where the queue is shorter. At most {@link #MAX_FORCED}. */
    List<QueuedForced> forced(long from, long to);

    /** Entries with these bytes, ascending; at most {@link #MAX_FORCED}. */
    List<QueuedForced> forcedOf(Hash32 txHash);

    int MAX_FORCED = 64;

    /** @param fromTimestampSeconds of the block from which it is in force, Unix seconds */
    record OrderKey(Address address, long fromBlock, long fromTimestampSeconds) {}

    /** @param key 192 bytes */
    record BeaconKey(Bytes key, long fromBlock) {}
}
