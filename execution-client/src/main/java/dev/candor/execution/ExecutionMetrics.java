package dev.candor.execution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** What execution costs and how often it has to do more than build one block. */
public final class ExecutionMetrics {
    private final MeterRegistry registry;
    private final String prefix;
    private final Timer batch;
    private final Timer build;
    private final Timer imports;
    private final Timer forkChoice;
    private final Counter replayed;
    private final Counter rollbacks;

    /** @param prefix what the names of the meters begin with, e.g. {@code candor.sequencer.execution} */
    public ExecutionMetrics(MeterRegistry registry, String prefix) {
        this.registry = registry;
        this.prefix = prefix + ".";
        this.batch = registry.timer(this.prefix + "batch");
        this.build = registry.timer(this.prefix + "build");
        this.imports = registry.timer(this.prefix + "import");
        this.forkChoice = registry.timer(this.prefix + "forkchoice");
        this.replayed = registry.counter(this.prefix + "replayed");
        this.rollbacks = registry.counter(this.prefix + "rollbacks");
    }

    public <T> T batch(Supplier<T> work) {
        return timed(batch, work);
    }

    <T> T build(Supplier<T> work) {
        return timed(build, work);
    }

    <T> T importBlock(Supplier<T> work) {
        return timed(imports, work);
    }

    public <T> T forkChoice(Supplier<T> work) {
        return timed(forkChoice, work);
    }

    void skipped(Skip.Reason reason) {
        registry.counter(this.prefix + "skipped", "reason", reason.words()).increment();
    }

    void replayed() {
        replayed.increment();
    }

    void rolledBack() {
        rollbacks.increment();
    }

    private static <T> T timed(Timer timer, Supplier<T> work) {
        Timer.Sample sample = Timer.start();
        try {
            return work.get();
        } finally {
            sample.stop(timer);
        }
    }
}
