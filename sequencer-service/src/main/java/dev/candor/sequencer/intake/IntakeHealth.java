package dev.candor.sequencer.intake;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** UP while transactions are taken; OUT_OF_SERVICE, with the reason that senders read, while they are not. */
@Component("intake")
class IntakeHealth implements HealthIndicator {
    private final IntakeGate gate;
    private final LedgerFollower follower;
    private final IntakeLoop loop;

    IntakeHealth(IntakeGate gate, LedgerFollower follower, IntakeLoop loop) {
        this.gate = gate;
        this.follower = follower;
        this.loop = loop;
    }

    @Override
    public Health health() {
        if (!loop.plays()) {
            return Health.up().withDetail("role", "not an intake").build();
        }
        Health.Builder health = gate.closed()
                .map(refusal -> Health.outOfService()
                        .withDetail("reason", refusal.reason().name())
                        .withDetail("explanation", refusal.explanation()))
                .orElseGet(Health::up);
        follower.position()
                .ifPresent(now -> health.withDetail("executedBatch", now.head().number())
                        .withDetail("pending", now.ledger().pendingCount()));
        return health.withDetail("inFlight", gate.inFlight())
                .withDetail("held", gate.held())
                .build();
    }
}
