package dev.candor.l1;

import java.util.Optional;

/**
 * Where a follower's position and the effects of what it read are kept. Each method is one transaction, so that a crash leaves
 * position and effects in step.
 */
public interface FollowerStore {

    /** The last block that was applied. */
    Optional<L1Header> position();

    /** The newest block below {@code number} that was a position and is still remembered. */
    Optional<L1Header> positionBelow(long number);

    /**
     * Applies the logs and moves the position to {@code range.to()}, remembering it.
     *
     * @param finalizedNumber positions below the newest one at or under this height need not be remembered
     */
    void apply(L1Range range, long finalizedNumber);

    /** Undoes every effect of blocks above {@code ancestor} and makes it the position; empty: of all blocks. */
    void rewind(Optional<L1Header> ancestor);
}
