package dev.candor.sequencer.settlement;

/** How far settlement is behind; admission turns to BUSY when it is too much. Never waits. */
public interface SettlementBacklog {

    /** Batches that are executed and not in an L1 block, as of less than a second ago. */
    int unsettledBatches();
}
