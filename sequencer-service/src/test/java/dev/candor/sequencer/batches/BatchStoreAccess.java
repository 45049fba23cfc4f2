package dev.candor.sequencer.batches;

import dev.candor.sequencer.arrivals.ArrivalRows;
import dev.candor.sequencer.l1.L1View;
import dev.candor.sequencer.rollup.SequencerProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the real store over a test's own line of arrivals and L1. */
public final class BatchStoreAccess {
    private BatchStoreAccess() {}

    public static BatchStore of(ApplicationContext context, ArrivalRows arrivals, L1View l1) {
        return new JpaBatchStore(
                context.getBean(BatchRows.class),
                arrivals,
                l1,
                context.getBean(JdbcClient.class),
                context.getBean(SequencerProperties.class));
    }
}
