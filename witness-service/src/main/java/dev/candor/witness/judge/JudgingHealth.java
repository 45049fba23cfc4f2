package dev.candor.witness.judge;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** OUT_OF_SERVICE while batches wait for their verdict for longer than this witness's patience. */
final class JudgingHealth implements HealthIndicator {
    private final JudgingState state;

    JudgingHealth(JudgingState state) {
        this.state = state;
    }

    @Override
    public Health health() {
        Health.Builder health = state.isStuck() ? Health.outOfService() : Health.up();
        state.trouble().ifPresent(trouble -> health.withDetail("trouble", trouble));
        return health.withDetail("batchesBehind", state.behind())
                .withDetail("client", state.client())
                .build();
    }
}
