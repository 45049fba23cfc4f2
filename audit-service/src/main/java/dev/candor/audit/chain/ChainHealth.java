package dev.candor.audit.chain;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** DOWN when L1 took back a final block; OUT_OF_SERVICE while it has not answered for longer than a short while. */
@Component("chain")
class ChainHealth implements HealthIndicator {
    private static final Duration TOLERATED_SILENCE = Duration.ofSeconds(10);

    private final ChainFollowing following;

    ChainHealth(ChainFollowing following) {
        this.following = following;
    }

    @Override
    public Health health() {
        Optional<String> halted = following.halted();
        if (halted.isPresent()) {
            return Health.down().withDetail("halted", halted.get()).build();
        }
        Optional<String> trouble = following.trouble();
        boolean away = trouble.isPresent() && following.sinceLastSuccess().compareTo(TOLERATED_SILENCE) > 0;
        return away
                ? Health.outOfService().withDetail("trouble", trouble.get()).build()
                : Health.up().build();
    }
}
