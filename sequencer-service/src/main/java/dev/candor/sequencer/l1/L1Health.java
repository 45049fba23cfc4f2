package dev.candor.sequencer.l1;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** DOWN when L1 took back a final block; OUT_OF_SERVICE while it has not answered for longer than a short while. */
@Component("l1")
class L1Health implements HealthIndicator {
    private static final Duration TOLERATED_SILENCE = Duration.ofSeconds(10);

    private final FinalFollowing following;
    private final L1View view;

    L1Health(FinalFollowing following, L1View view) {
        this.following = following;
        this.view = view;
    }

    @Override
    public Health health() {
        Optional<String> halted = following.loop().halted();
        if (halted.isPresent()) {
            return Health.down().withDetail("halted", halted.get()).build();
        }
        Optional<String> trouble = following.loop().trouble();
        boolean away =
                trouble.isPresent() && following.loop().sinceLastSuccess().compareTo(TOLERATED_SILENCE) > 0;
        if (away) {
            return Health.outOfService().withDetail("trouble", trouble.get()).build();
        }
        return Health.up()
                .withDetail("origin", view.origin().map(L1Block::number).orElse(0L))
                .build();
    }
}
