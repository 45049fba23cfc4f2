package dev.candor.witness.judge;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** OUT_OF_SERVICE while batches wait for their verdict for longer than this witness's patience. */
final class JudgingHealth extends AbstractHealthIndicator {
    private final JudgingState state;

    JudgingHealth(JudgingState state) {
        this.state = state;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        if (state.isStuck()) {
            health.outOfService();
        } else {
            health.up();
        }
        state.trouble().ifPresent(trouble -> health.withDetail("trouble", trouble));
        health.withDetail("batchesBehind", state.behind()).withDetail("client", state.client());
    }
}
