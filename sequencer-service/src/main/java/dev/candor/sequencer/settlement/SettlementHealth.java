package dev.candor.sequencer.settlement;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** DOWN when settlement has stopped for good; OUT_OF_SERVICE when something has kept it waiting for more than a short while. */
@Component("settlement")
class SettlementHealth implements HealthIndicator {
    private static final Duration TOLERATED = Duration.ofSeconds(5);

    private final Settlement settlement;
    private final SettlementBacklog backlog;

    SettlementHealth(Settlement settlement, SettlementBacklog backlog) {
        this.settlement = settlement;
        this.backlog = backlog;
    }

    @Override
    public Health health() {
        Optional<String> halted = settlement.halted();
        if (halted.isPresent()) {
            return Health.down().withDetail("halted", halted.get()).build();
        }
        Optional<String> trouble = settlement.trouble();
        Health.Builder health = trouble.isPresent() && settlement.troubleFor().compareTo(TOLERATED) > 0
                ? Health.outOfService().withDetail("trouble", trouble.get())
                : Health.up();
        return health.withDetail("unsettledBatches", backlog.unsettledBatches()).build();
    }
}
