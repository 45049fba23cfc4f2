package dev.candor.audit.anchor;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.l1.transactions.OutboundMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigInteger;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** How far L1 is behind the log, what anchoring costs and what went wrong. */
class AnchorMeters implements OutboundMeters<AnchorCall> {
    private static final String PREFIX = "candor.audit.anchor.";
    private static final double MILLIS_PER_SECOND = 1_000;

    final Counter reorgs;
    private final Counter reverted;
    private final Counter replaced;
    private final MeterRegistry registry;
    private final Clock clock;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<Lag> lag;

    /** @param anchoredAtMillis when the newest anchor was seen; before the first one, when this process started */
    private record Lag(long sizeBehind, long anchoredAtMillis) {}

    AnchorMeters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.lag = new AtomicReference<>(new Lag(0, clock.millis()));
        this.reorgs = registry.counter(PREFIX + "reorgs");
        this.reverted = registry.counter(PREFIX + "reverted");
        this.replaced = registry.counter(PREFIX + "replaced");
        registry.gauge(PREFIX + "in.flight", inFlight);
        registry.gauge(PREFIX + "size.lag", lag, held -> held.get().sizeBehind());
        registry.gauge(PREFIX + "age.seconds", this, AnchorMeters::ageSeconds);
    }

    private double ageSeconds() {
        return Math.max(0, clock.millis() - lag.get().anchoredAtMillis()) / MILLIS_PER_SECOND;
    }

    void compared(Anchors anchors, Checkpoints checkpoints) {
        long published = checkpoints.newest().map(PublishedCheckpoint::size).orElse(0L);
        lag.updateAndGet(before -> anchors.newest()
                .map(anchor -> new Lag(Math.max(0, published - anchor.size()), anchor.seenAtMillis()))
                .orElse(new Lag(published, before.anchoredAtMillis())));
    }

    @Override
    public void inFlight(int transactions) {
        inFlight.set(transactions);
    }

    @Override
    public void mined(AnchorCall call, long gasUsed, BigInteger gasPrice) {
        registry.counter(PREFIX + "gas").increment(gasUsed);
        registry.counter(PREFIX + "cost.wei")
                .increment(gasPrice.multiply(BigInteger.valueOf(gasUsed)).doubleValue());
    }

    @Override
    public void reverted() {
        reverted.increment();
    }

    @Override
    public void replaced() {
        replaced.increment();
    }
}
