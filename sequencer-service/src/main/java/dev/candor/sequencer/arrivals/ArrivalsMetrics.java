package dev.candor.sequencer.arrivals;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** Where the time of a promise goes: append, wait for the round, commit, sign. */
@Component
class ArrivalsMetrics {
    private static final String PREFIX = "candor.sequencer.arrivals.";

    private final MeterRegistry meters;
    private final Timer append;
    private final Timer wait;
    private final Timer commit;
    private final Timer sign;
    private final Timer promise;
    private final DistributionSummary roundRows;
    private final Counter notIssued;
    private final Counter busy;
    private final Counter conflicts;
    private final Counter filledIn;
    private final Counter recoveries;

    ArrivalsMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.append = meters.timer(PREFIX + "append");
        this.wait = meters.timer(PREFIX + "wait");
        this.commit = meters.timer(PREFIX + "commit");
        this.sign = meters.timer(PREFIX + "sign");
        this.promise = Timer.builder(PREFIX + "promise")
                .description("from append to signed promise")
                .publishPercentiles(0.5, 0.99)
                .publishPercentileHistogram()
                .register(meters);
        this.roundRows = meters.summary(PREFIX + "commit.rows");
        this.notIssued = meters.counter(PREFIX + "not.issued");
        this.busy = meters.counter(PREFIX + "busy");
        this.conflicts = meters.counter(PREFIX + "conflicts");
        this.filledIn = meters.counter(PREFIX + "filled.in");
        this.recoveries = meters.counter(PREFIX + "recoveries");
    }

    <T> void gauge(String name, T source, ToDoubleFunction<T> value) {
        meters.gauge(PREFIX + name, source, value);
    }

    Counter counter(String name) {
        return meters.counter(PREFIX + name);
    }

    void appended(Pending pending) {
        append.record(pending.acknowledgedNanos() - pending.appendedNanos(), TimeUnit.NANOSECONDS);
    }

    void committed(List<Pending> round, long startNanos) {
        commit.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
        roundRows.record(round.size());
        for (Pending pending : round) {
            wait.record(Math.max(0, startNanos - pending.acknowledgedNanos()), TimeUnit.NANOSECONDS);
        }
    }

    void signed(Pending pending, long startNanos) {
        long now = System.nanoTime();
        sign.record(now - startNanos, TimeUnit.NANOSECONDS);
        promise.record(now - pending.appendedNanos(), TimeUnit.NANOSECONDS);
    }

    void notIssued() {
        notIssued.increment();
    }

    void busy() {
        busy.increment();
    }

    void conflict() {
        conflicts.increment();
    }

    void filledIn(int rows) {
        filledIn.increment(rows);
    }

    void recovered() {
        recoveries.increment();
    }
}
