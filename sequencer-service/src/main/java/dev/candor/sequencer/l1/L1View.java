package dev.candor.sequencer.l1;

import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import java.util.List;
import java.util.Optional;

/**
 * L1 at heights that are final there, with every event up to them applied. All answers for a height are functions of that
 * height: asked again, also after a restart, they are the same.
 */
public interface L1View {

    /** The newest L1 block fit to be a batch's origin: final on L1 and fully read; empty until the first one is. */
    Optional<L1Block> origin();

    /** The policy in force at a height that is at most the origin's. */
    Policy policyAt(long l1BlockNumber);

    /** The address whose signatures over cuts, headers and statements count at a height. */
    Address orderKeyAt(long l1BlockNumber);

    /** How many forced entries since genesis were queued at or before a height. */
    long forcedQueuedThrough(long l1BlockNumber);

    /** How many forced entries since genesis are due at a height: {@code queuedBlock + forcedDelayBlocks <= height}. */
    long forcedDueThrough(long l1BlockNumber);

    /** Entries {@code from} (inclusive) to {@code to} (exclusive), all of them queued at or before the origin. */
    List<ForcedEntry> forcedEntries(long from, long to);
}
