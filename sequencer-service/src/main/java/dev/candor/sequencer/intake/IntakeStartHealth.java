package dev.candor.sequencer.intake;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether this intake has been set up once: what readiness waits for. Later refusals do not make it unready, because senders get
 * them signed only from a process that is still sent to.
 */
@Component("intakeStart")
class IntakeStartHealth implements HealthIndicator {
    private final IntakeGate gate;
    private final IntakeLoop loop;
    private final AtomicBoolean opened = new AtomicBoolean();

    IntakeStartHealth(IntakeGate gate, IntakeLoop loop) {
        this.gate = gate;
        this.loop = loop;
    }

    @Override
    public Health health() {
        if (!loop.plays() || opened.get() || gate.isSetUp()) {
            opened.set(true);
            return Health.up().build();
        }
        return Health.outOfService()
                .withDetail("waitsFor", "the line of arrivals and the ledger of pending transactions")
                .build();
    }
}
