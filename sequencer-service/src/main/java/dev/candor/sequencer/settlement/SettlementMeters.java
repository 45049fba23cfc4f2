package dev.candor.sequencer.settlement;

import dev.candor.l1.transactions.OutboundMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** What settlement costs, how far it is behind and what went wrong. */
@Component
class SettlementMeters implements OutboundMeters<L1Call> {
    private static final String PREFIX = "candor.sequencer.settlement.";

    private final Counter bumps;
    final Counter reorgs;
    private final Counter reverted;
    final Counter foreignData;
    final Timer executedToPosted;
    final Timer postedToFinal;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final MeterRegistry registry;

    SettlementMeters(MeterRegistry registry) {
        this.registry = registry;
        this.bumps = registry.counter(PREFIX + "bumps");
        this.reorgs = registry.counter(PREFIX + "reorgs");
        this.reverted = registry.counter(PREFIX + "reverted");
        this.foreignData = registry.counter(PREFIX + "foreign.data");
        this.executedToPosted = registry.timer(PREFIX + "executed.to.posted");
        this.postedToFinal = registry.timer(PREFIX + "posted.to.final");
        registry.gauge(PREFIX + "in.flight", inFlight);
    }

    @Override
    public void inFlight(int transactions) {
        inFlight.set(transactions);
    }

    @Override
    public void mined(L1Call call, long gasUsed, BigInteger gasPrice) {
        String purpose = call.purpose().name();
        registry.counter(PREFIX + "gas", "purpose", purpose).increment(gasUsed);
        registry.counter(PREFIX + "cost.wei", "purpose", purpose)
                .increment(gasPrice.multiply(BigInteger.valueOf(gasUsed)).doubleValue());
        boolean perBatch = call.purpose() == L1Call.Purpose.POST || call.purpose() == L1Call.Purpose.FINALIZE;
        if (perBatch) {
            DistributionSummary.builder(PREFIX + "gas.per.batch")
                    .tag("purpose", purpose)
                    .register(registry)
                    .record(gasUsed / (double) (call.last() - call.first() + 1));
        }
    }

    @Override
    public void reverted() {
        reverted.increment();
    }

    @Override
    public void replaced() {
        bumps.increment();
    }
}
