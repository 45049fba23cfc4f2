package dev.candor.audit.log;

import dev.candor.leadership.DeposedException;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;

/**
 * Runs one stage of the pipeline while this process holds the lease: rounds that each start from what is stored or from what
 * the last one left in memory. After anything that fails the memory is dropped; a {@link PipelineFault} stops the stage for
 * good.
 */
public final class Stage {
    private static final Logger log = LoggerFactory.getLogger(Stage.class);
    private static final Duration IDLE = Duration.ofMillis(50);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What a stage does. */
    public interface Work {
        /** Does what there is to do now, and says how long to wait before looking again. */
        Duration round(Term term) throws InterruptedException;

        /** Drops everything in memory: the next round starts from what is stored. */
        void forget();

        /** Gives up connections; called when the stage stops. */
        default void close() {}
    }

    private final String name;
    private final Leadership leadership;
    private final StageFaults faults;
    private final Timer rounds;
    private final Counter failures;
    private final Work work;
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private volatile @Nullable String trouble;
    private @Nullable Term lastTerm;

    public Stage(String name, Work work, Leadership leadership, StageFaults faults, MeterRegistry meters) {
        this.name = name;
        this.work = work;
        this.leadership = leadership;
        this.faults = faults;
        this.rounds = meters.timer("candor.audit.stage.round", "stage", name);
        this.failures = meters.counter("candor.audit.stage.failures", "stage", name);
        meters.gauge(
                "candor.audit.stage.halted",
                List.of(Tag.of("stage", name)),
                this,
                stage -> stage.halted().isPresent() ? 1 : 0);
    }

    /** Why the stage stopped for good. */
    public Optional<String> halted() {
        return faults.of(name).map(StageFaults.StageFault::message);
    }

    /** What went wrong in the last round, until one succeeds. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** DOWN when it stopped for good, OUT_OF_SERVICE while rounds fail; both say why. */
    public Health health() {
        Optional<String> halted = halted();
        if (halted.isPresent()) {
            return Health.down().withDetail("halted", halted.get()).build();
        }
        return trouble()
                .map(why -> Health.outOfService().withDetail("trouble", why))
                .orElseGet(Health::up)
                .withDetail("leading", leadership.current().isPresent())
                .build();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (thread.get() == Thread.currentThread()) {
                try {
                    TimeUnit.NANOSECONDS.sleep(round().toNanos());
                    pause = FIRST_PAUSE;
                } catch (DeposedException e) {
                    work.forget();
                } catch (PipelineFault e) {
                    faults.raise(name, e);
                    log.error("Stage {} stops: {}", name, e.getMessage());
                    return;
                } catch (RuntimeException e) {
                    failed(e);
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            work.close();
        }
    }

    private Duration round() throws InterruptedException {
        Optional<Term> term = leadership.current();
        if (term.isEmpty()) {
            return IDLE;
        }
        if (!term.get().equals(lastTerm)) {
            work.forget();
            lastTerm = term.get();
        }
        long begin = System.nanoTime();
        Duration pause = work.round(term.get());
        rounds.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        trouble = null;
        return pause;
    }

    private void failed(RuntimeException e) {
        failures.increment();
        String now = e.getMessage() == null ? e.toString() : e.getMessage();
        if (!now.equals(trouble)) {
            log.warn("Stage {} did not get on and tries again from what is stored: {}", name, now, e);
        }
        trouble = now;
        work.forget();
    }

    public void start() {
        Thread starting = Thread.ofPlatform().name("stage-" + name).daemon(true).unstarted(this::run);
        if (thread.compareAndSet(null, starting)) {
            starting.start();
        }
    }

    /** Lets the running round finish. */
    public void stop() {
        Thread running = thread.getAndSet(null);
        if (running == null) {
            return;
        }
        try {
            if (!running.join(PATIENCE)) {
                running.interrupt();
                running.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isRunning() {
        return thread.get() != null;
    }
}
