package dev.candor.sequencer.batches;

import dev.candor.sequencer.rollup.SequencerProperties;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** From an entry of the forced queue to the batch that took it. */
@Component
public class ForcedBatches {
    private final BatchRows rows;
    private final SequencerProperties properties;

    ForcedBatches(BatchRows rows, SequencerProperties properties) {
        this.rows = rows;
        this.properties = properties;
    }

    /** Empty while the entry waits in the queue. */
    public Optional<StoredBatch> taking(long forcedIndex) {
        return rows.withForcedThroughAbove(forcedIndex, Limit.of(1)).stream()
                .findFirst()
                .map(row -> row.toStored(properties.rollup()));
    }
}
