package dev.candor.audit.checkpoint;

import dev.candor.audit.log.PipelineMetrics;
import dev.candor.audit.log.Stage;
import dev.candor.audit.log.StageFaults;
import dev.candor.audit.witness.Witnesses;
import dev.candor.leadership.Leadership;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The stage that publishes; DOWN when it refuses to sign, OUT_OF_SERVICE while the merge delay is not kept. */
@Component("publish")
class PublicationStage implements SmartLifecycle, HealthIndicator {
    /** After the lease and the witnesses. */
    static final int PHASE = 125;

    private final Publication publication;
    private final Stage stage;
    private final PipelineMetrics metrics;
    private final Witnesses witnesses;

    PublicationStage(
            Publication publication,
            Leadership leadership,
            StageFaults faults,
            PipelineMetrics metrics,
            Witnesses witnesses,
            MeterRegistry meters) {
        this.publication = publication;
        this.stage = new Stage("publish", publication, leadership, faults, meters);
        this.metrics = metrics;
        this.witnesses = witnesses;
    }

    @Override
    public Health health() {
        Health of = stage.health();
        Duration oldest = metrics.oldestUnpublished();
        Optional<String> waiting = publication.waiting();
        Health.Builder health = new Health.Builder(of.getStatus(), of.getDetails())
                .withDetail("publishedSize", metrics.publishedSize())
                .withDetail("oldestUnpublishedMillis", oldest.toMillis())
                .withDetail("witnesses", witnesses.troubles());
        waiting.ifPresent(why -> health.withDetail("waiting", why));
        boolean late = oldest.compareTo(PipelineMetrics.MAX_MERGE_DELAY) > 0;
        return stage.halted().isEmpty() && (late || waiting.isPresent())
                ? health.outOfService().build()
                : health.build();
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
