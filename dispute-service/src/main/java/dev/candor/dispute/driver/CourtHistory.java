package dev.candor.dispute.driver;

import dev.candor.dispute.courtlog.CourtEvents;
import dev.candor.l1.transactions.FollowedBlocks;
import dev.candor.l1.transactions.L1Slots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.protocol.core.methods.response.Log;

/** Keeps the court's events in step with L1, forward and, when L1 drops blocks, back. */
class CourtHistory implements FollowedBlocks.Effects {
    private static final Logger log = LoggerFactory.getLogger(CourtHistory.class);

    private final CourtEvents events;
    private final L1Slots<CourtCall> slots;
    private final DriverMeters meters;

    CourtHistory(CourtEvents events, L1Slots<CourtCall> slots, DriverMeters meters) {
        this.events = events;
        this.slots = slots;
        this.meters = meters;
    }

    @Override
    public void apply(Log entry) {
        events.apply(entry);
    }

    @Override
    public void undoAbove(long blockNumber) {
        int removed = events.removeAbove(blockNumber);
        int transactions = slots.unmine(blockNumber);
        meters.reorgs.increment();
        log.warn(
                "L1 dropped blocks above {}: {} events are gone, {} of our transactions are on their way again",
                blockNumber,
                removed,
                transactions);
    }
}
