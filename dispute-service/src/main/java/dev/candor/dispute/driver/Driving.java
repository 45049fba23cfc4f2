package dev.candor.dispute.driver;

import dev.candor.l1.transactions.L1Loop;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Repeats the round while this process leads; what fails is tried again, what is fatal stops it and says why. As a health: DOWN when it
 * has stopped for good, OUT_OF_SERVICE when something has kept it waiting for more than a short while.
 */
class Driving implements SmartLifecycle, HealthIndicator {
    /** After the lease. */
    static final int PHASE = 310;

    private static final Duration TOLERATED = Duration.ofSeconds(5);

    private final L1Loop loop;

    Driving(L1Loop loop) {
        this.loop = loop;
    }

    @Override
    public Health health() {
        Optional<String> halted = loop.halted();
        if (halted.isPresent()) {
            return Health.down().withDetail("halted", halted.get()).build();
        }
        Optional<String> trouble = loop.trouble();
        return trouble.isPresent() && loop.troubleFor().compareTo(TOLERATED) > 0
                ? Health.outOfService().withDetail("trouble", trouble.get()).build()
                : Health.up().build();
    }

    double troubleSeconds() {
        return loop.troubleFor().toMillis() / 1_000.0;
    }

    double isHalted() {
        return loop.halted().isPresent() ? 1 : 0;
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
