package dev.candor.l1.rollup;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** DOWN when L1 took back a final block; OUT_OF_SERVICE while it has not answered for longer than a short while. */
final class ChainHealth implements HealthIndicator {
    private static final Duration TOLERATED_SILENCE = Duration.ofSeconds(10);

    private final RollupReading reading;

    ChainHealth(RollupReading reading) {
        this.reading = reading;
    }

    @Override
    public Health health() {
        Optional<String> halted = reading.halted();
        if (halted.isPresent()) {
            return Health.down().withDetail("halted", halted.get()).build();
        }
        Optional<String> trouble = reading.trouble();
        boolean away = trouble.isPresent() && reading.sinceLastSuccess().compareTo(TOLERATED_SILENCE) > 0;
        return away
                ? Health.outOfService().withDetail("trouble", trouble.get()).build()
                : Health.up().build();
    }
}
