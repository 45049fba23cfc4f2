package dev.candor.sequencer.intake;

import dev.candor.protocol.eip712.RefusalReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What admission does, by the numbers. */
@Component
class IntakeMetrics {
    private static final String PREFIX = "candor.sequencer.intake.";

    private final Counter admitted;
    private final Counter again;
    private final Timer promised;
    private final Map<RefusalReason, Counter> refused = new EnumMap<>(RefusalReason.class);

    IntakeMetrics(MeterRegistry meters, IntakeGate gate, LedgerFollower follower, Backlog backlog) {
        this.admitted = meters.counter(PREFIX + "admitted");
        this.again = meters.counter(PREFIX + "promised.again");
        this.promised = Timer.builder(PREFIX + "promise.latency")
                .description("From the receipt of an admitted transaction to its signed promise")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(5))
                .register(meters);
        for (RefusalReason reason : RefusalReason.values()) {
            refused.put(
                    reason,
                    meters.counter(PREFIX + "refused", "reason", reason.name().toLowerCase(Locale.ROOT)));
        }
        Gauge.builder(PREFIX + "in.flight", gate, IntakeGate::inFlight).register(meters);
        Gauge.builder(PREFIX + "held", gate, IntakeGate::held).register(meters);
        Gauge.builder(PREFIX + "unsettled.batches", backlog, Backlog::unsettled).register(meters);
        Gauge.builder(
                        PREFIX + "pending",
                        follower,
                        f -> f.position()
                                .map(now -> now.ledger().pendingCount())
                                .orElse(0))
                .register(meters);
    }

    void count(Admission admission, long sinceNanos) {
        switch (admission) {
            case Admission.Admitted ignored -> {
                admitted.increment();
                promised.record(Duration.ofNanos(System.nanoTime() - sinceNanos));
            }
            case Admission.AlreadyPromised ignored -> again.increment();
            case Admission.Refused(SignedRefusal refusal) ->
                counter(refusal.reason()).increment();
        }
    }

    private Counter counter(RefusalReason reason) {
        Counter counter = refused.get(reason);
        if (counter == null) {
            throw new IllegalStateException("Expected a counter for every reason, found none for " + reason);
        }
        return counter;
    }
}
