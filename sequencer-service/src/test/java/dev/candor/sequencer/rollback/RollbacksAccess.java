package dev.candor.sequencer.rollback;

import dev.candor.leadership.Leadership;
import dev.candor.sequencer.batches.BatchJournal;
import dev.candor.sequencer.l1.L1View;
import dev.candor.sequencer.rollup.RollupIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rollbacks over a test's database. */
public final class RollbacksAccess {
    private RollbacksAccess() {}

    public static Rollbacks of(ApplicationContext context, L1View l1, RollupIdentity rollup) {
        return new Rollbacks(
                new RollbackRows(context.getBean(JdbcClient.class)),
                context.getBean(BatchJournal.class),
                l1,
                rollup,
                context.getBean(Leadership.class),
                event -> {},
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }
}
