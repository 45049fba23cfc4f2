package dev.candor.audit.anchor;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** DOWN when anchoring has stopped for good; OUT_OF_SERVICE when something has kept it waiting for more than a short while. */
class AnchorHealth implements HealthIndicator {
    private static final Duration TOLERATED = Duration.ofSeconds(5);

    private final Anchoring anchoring;
    private final Anchors anchors;
    private final Checkpoints checkpoints;

    AnchorHealth(Anchoring anchoring, Anchors anchors, Checkpoints checkpoints) {
        this.anchoring = anchoring;
        this.anchors = anchors;
        this.checkpoints = checkpoints;
    }

    @Override
    public Health health() {
        Optional<String> halted = anchoring.halted();
        if (halted.isPresent()) {
            return Health.down().withDetail("halted", halted.get()).build();
        }
        Optional<String> trouble = anchoring.trouble();
        Health.Builder health = trouble.isPresent() && anchoring.troubleFor().compareTo(TOLERATED) > 0
                ? Health.outOfService().withDetail("trouble", trouble.get())
                : Health.up();
        return health.withDetail(
                        "anchoredSize",
                        anchors.newest().map(Anchors.Anchor::size).orElse(0L))
                .withDetail(
                        "publishedSize",
                        checkpoints.newest().map(PublishedCheckpoint::size).orElse(0L))
                .build();
    }
}
