package dev.candor.sequencer.execution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What execution costs and how often it has to do more than build one block. */
@Component
class ExecutionMetrics {
    private static final String PREFIX = "candor.sequencer.execution.";

    private final MeterRegistry registry;
    private final Timer batch;
    private final Timer build;
    private final Timer imports;
    private final Timer forkChoice;
    private final Counter replayed;
    private final Counter rollbacks;

    ExecutionMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.batch = registry.timer(PREFIX + "batch");
        this.build = registry.timer(PREFIX + "build");
        this.imports = registry.timer(PREFIX + "import");
        this.forkChoice = registry.timer(PREFIX + "forkchoice");
        this.replayed = registry.counter(PREFIX + "replayed");
        this.rollbacks = registry.counter(PREFIX + "rollbacks");
    }

    <T> T batch(Supplier<T> work) {
        return timed(batch, work);
    }

    <T> T build(Supplier<T> work) {
        return timed(build, work);
    }

    <T> T importBlock(Supplier<T> work) {
        return timed(imports, work);
    }

    <T> T forkChoice(Supplier<T> work) {
        return timed(forkChoice, work);
    }

    void skipped(Skip.Reason reason) {
        registry.counter(PREFIX + "skipped", "reason", reason.words()).increment();
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
