package dev.candor.witness.judge;

import dev.candor.protocol.eip712.Verdict;
import dev.candor.witness.attest.Attestations;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.Locale;

/** Lag, silence and verdicts. A scrape that finds no database reads NaN. */
final class JudgingMetrics implements MeterBinder {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final JudgingState state;
    private final Attestations attestations;
    private final Clock clock;

    JudgingMetrics(JudgingState state, Attestations attestations, Clock clock) {
        this.state = state;
        this.attestations = attestations;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("candor.witness.batches.behind", state, JudgingState::behind)
                .description("Posts that are final on L1 and have no verdict here")
                .register(registry);
        Gauge.builder("candor.witness.seconds.since.verdict", this, JudgingMetrics::secondsSinceVerdict)
                .description("Since the newest VALID or INVALID; NaN before the first")
                .register(registry);
        for (Verdict verdict : Verdict.values()) {
            FunctionCounter.builder(
                            "candor.witness.attestations",
                            attestations,
                            it -> it.counts().getOrDefault(verdict, 0L))
                    .description("Attestations that were recorded")
                    .tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private double secondsSinceVerdict() {
        var newest = attestations.newestVerdictAtMillis();
        return newest.isEmpty() ? Double.NaN : (clock.millis() - newest.getAsLong()) / MILLIS_PER_SECOND;
    }
}
