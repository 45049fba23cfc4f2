package dev.candor.audit.ingest;

import dev.candor.audit.log.LogReader;
import dev.candor.audit.log.PipelineMetrics;
import dev.candor.audit.log.Stage;
import dev.candor.audit.log.StageFaults;
import dev.candor.leadership.Leadership;
import dev.candor.messaging.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The stage that takes records of Kafka. */
@Component("ingest")
class IngestStage implements SmartLifecycle, HealthIndicator {
    /** After the lease and the stages that follow it. */
    static final int PHASE = 130;

    private final Stage stage;
    private final StageFaults faults;

    IngestStage(
            KafkaClients kafka,
            Positions positions,
            IngestProperties properties,
            LogReader log,
            Leadership leadership,
            StageFaults faults,
            PipelineMetrics metrics,
            TakenRecords taken,
            Clock clock,
            MeterRegistry meters) {
        this.faults = faults;
        this.stage = new Stage(
                "ingest",
                new Ingestion(
                        kafka,
                        positions,
                        new ClusterTopics(properties),
                        new SourceWatch(properties, faults, clock),
                        new RepeatedArrivals(kafka, log),
                        properties,
                        metrics,
                        taken),
                leadership,
                faults,
                meters);
    }

    @Override
    public Health health() {
        Optional<StageFaults.StageFault> arrivals = faults.of(SourceWatch.ARRIVALS_STAGE);
        return arrivals.isPresent() && stage.halted().isEmpty()
                ? Health.outOfService()
                        .withDetail("arrivals", arrivals.get().message())
                        .build()
                : stage.health();
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
