package dev.candor.sequencer.settlement;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts in every process, a few times a second; while the database is away the last count stands. */
@Component
class CountedBacklog implements SettlementBacklog, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CountedBacklog.class);
    private static final Duration PERIOD = Duration.ofMillis(400);

    private final JdbcClient jdbc;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("settlement-backlog").daemon(true).factory());
    private volatile int unsettled;
    private volatile @Nullable ScheduledFuture<?> counting;

    CountedBacklog(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        meters.gauge("candor.sequencer.settlement.backlog", this, CountedBacklog::unsettledBatches);
    }

    @Override
    public int unsettledBatches() {
        return unsettled;
    }

    void count() {
        try {
            unsettled = jdbc.sql("select count(*) from batch where status = 'EXECUTED'")
                    .query(Integer.class)
                    .single();
        } catch (RuntimeException e) {
            log.debug("Could not count unsettled batches, the last count stands: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        counting = timer.scheduleWithFixedDelay(this::count, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        ScheduledFuture<?> running = counting;
        counting = null;
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    public boolean isRunning() {
        return counting != null;
    }

    @Override
    public int getPhase() {
        return Settlement.PHASE;
    }
}
