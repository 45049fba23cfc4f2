package dev.candor.sequencer.arrivals;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A named thread that does its round, pauses for as long as the round says, and does it again until it is stopped. */
final class LoopThread {
    private static final Logger log = LoggerFactory.getLogger(LoopThread.class);
    private static final Duration AFTER_BUG = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Supplier<Duration> round;
    private final Runnable atEnd;
    private final Semaphore nudge = new Semaphore(0);
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    LoopThread(String name, Supplier<Duration> round) {
        this(name, round, () -> {});
    }

    /** @param atEnd runs on the thread after its last round */
    LoopThread(String name, Supplier<Duration> round, Runnable atEnd) {
        this.name = name;
        this.round = round;
        this.atEnd = atEnd;
    }

    void start() {
        Thread fresh = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
        if (thread.compareAndSet(null, fresh)) {
            fresh.start();
        }
    }

    /** Ends the pause under way. */
    void nudge() {
        if (nudge.availablePermits() == 0) {
            nudge.release();
        }
    }

    /** Lets the round under way finish. */
    void stop() {
        Thread running = thread.getAndSet(null);
        if (running == null) {
            return;
        }
        nudge();
        try {
            if (!running.join(PATIENCE)) {
                log.warn("The thread {} did not finish within {}", name, PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isRunning() {
        return thread.get() != null;
    }

    private void run() {
        try {
            while (thread.get() == Thread.currentThread()) {
                pause(oneRound());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atEnd.run();
        }
    }

    private Duration oneRound() {
        try {
            return round.get();
        } catch (RuntimeException e) {
            log.error("A round of {} failed unexpectedly, it is tried again", name, e);
            return AFTER_BUG;
        }
    }

    private void pause(Duration duration) throws InterruptedException {
        if (duration.isPositive() && nudge.tryAcquire(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            nudge.drainPermits();
        }
    }
}
