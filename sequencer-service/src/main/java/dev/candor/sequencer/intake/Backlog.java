package dev.candor.sequencer.intake;

import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.rollup.SequencerProperties;
import org.springframework.stereotype.Component;

/** How many executed batches wait for L1. Bounded: what cannot be settled for long must not be promised without end. */
@Component
class Backlog {
    private final BatchStore batches;
    private final int maximum;
    private volatile long unsettled;

    Backlog(BatchStore batches, SequencerProperties properties) {
        this.batches = batches;
        this.maximum = properties.intake().maxUnsettledBatches();
    }

    void measure() {
        unsettled = batches.newestNumber(BatchStatus.EXECUTED) - batches.newestNumber(BatchStatus.POSTED);
    }

    boolean isFull() {
        return unsettled > maximum;
    }

    long unsettled() {
        return unsettled;
    }

    int maximum() {
        return maximum;
    }
}
