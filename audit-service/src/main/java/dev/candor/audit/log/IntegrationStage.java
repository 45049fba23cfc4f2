package dev.candor.audit.log;

import dev.candor.leadership.Leadership;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The stage that grows the tree. */
@Component("integrate")
class IntegrationStage implements SmartLifecycle, HealthIndicator {
    /** After the lease, before the stages on either side. */
    static final int PHASE = 120;

    private final Stage stage;

    IntegrationStage(
            LogProgress progress,
            Segments segments,
            TileStore store,
            Leadership leadership,
            StageFaults faults,
            PipelineMetrics metrics,
            MeterRegistry meters) {
        this.stage = new Stage(
                "integrate",
                new Integration(progress, segments, store, leadership, metrics),
                leadership,
                faults,
                meters);
    }

    @Override
    public Health health() {
        return stage.health();
    }

    @Override
    public void start() {
        stage.start();
    }

    @Override
    public void stop() {
        stage.stop();
    }

    @Override
    public boolean isRunning() {
        return stage.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
