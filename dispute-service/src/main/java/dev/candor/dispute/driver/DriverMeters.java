package dev.candor.dispute.driver;

import dev.candor.dispute.filing.Filings;
import dev.candor.l1.transactions.OutboundMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What waits, what it costs to bring it forward, and what went wrong. */
class DriverMeters implements OutboundMeters<CourtCall> {
    private static final String PREFIX = "candor.dispute.";

    final Counter reorgs;
    private final Counter reverted;
    private final Counter replaced;
    private final MeterRegistry registry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong obstructed = new AtomicLong();
    private final AtomicLong unresolved = new AtomicLong();

    DriverMeters(MeterRegistry registry) {
        this.registry = registry;
        this.reorgs = registry.counter(PREFIX + "l1.reorgs");
        this.reverted = registry.counter(PREFIX + "l1.reverted");
        this.replaced = registry.counter(PREFIX + "l1.replaced");
        registry.gauge(PREFIX + "l1.in.flight", inFlight);
        registry.gauge(PREFIX + "faults.waiting", waiting);
        registry.gauge(PREFIX + "faults.obstructed", obstructed);
        registry.gauge(PREFIX + "resolvable", unresolved);
    }

    void waiting(Filings filings, int resolvable) {
        waiting.set(filings.waiting());
        obstructed.set(filings.obstructed());
        unresolved.set(resolvable);
    }

    @Override
    public void inFlight(int transactions) {
        inFlight.set(transactions);
    }

    @Override
    public void mined(CourtCall call, long gasUsed, BigInteger gasPrice) {
        registry.counter(PREFIX + "l1.mined", "purpose", call.purpose().name()).increment();
        registry.counter(PREFIX + "l1.cost.wei")
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
