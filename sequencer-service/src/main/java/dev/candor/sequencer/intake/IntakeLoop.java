package dev.candor.sequencer.intake;

import dev.candor.sequencer.rollup.Role;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the follower and measures the backlog, for as long as this process is an intake. */
@Component
class IntakeLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeLoop.class);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int STEPS_PER_MEASURE = 10;
    private static final Duration STALE_AFTER = Duration.ofSeconds(5);
    private static final Duration LOG_AGAIN_AFTER = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    /** After arrivals and execution have started, before the web server opens its port. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final LedgerFollower follower;
    private final Backlog backlog;
    private final boolean plays;
    private volatile boolean running;
    private volatile long followedAtNanos;
    private volatile boolean followedOnce;
    private @Nullable Thread thread;
    private long loggedAtNanos;

    IntakeLoop(LedgerFollower follower, Backlog backlog, SequencerProperties properties) {
        this.follower = follower;
        this.backlog = backlog;
        this.plays = properties.plays(Role.INTAKE);
    }

    /** Whether the ledger follows the batches; false also while this process is no intake. */
    boolean isCurrent() {
        return followedOnce && System.nanoTime() - followedAtNanos < STALE_AFTER.toNanos();
    }

    boolean plays() {
        return plays;
    }

    @Override
    public void start() {
        if (plays) {
            running = true;
            thread = Thread.ofPlatform().name("intake-ledger").start(this::run);
        }
    }

    private void run() {
        long steps = 0;
        while (running) {
            try {
                follower.follow();
                if (steps % STEPS_PER_MEASURE == 0) {
                    backlog.measure();
                }
                followedAtNanos = System.nanoTime();
                followedOnce = true;
            } catch (RuntimeException e) {
                report(e);
            }
            steps++;
            pause();
        }
        follower.close();
    }

    private void report(RuntimeException trouble) {
        long now = System.nanoTime();
        if (loggedAtNanos == 0 || now - loggedAtNanos > LOG_AGAIN_AFTER.toNanos()) {
            loggedAtNanos = now;
            LOG.warn("intake cannot follow the executed batches, trying again: {}", trouble.toString());
        }
    }

    private void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        Thread started = thread;
        if (started != null) {
            started.interrupt();
            try {
                started.join(STOP_TIMEOUT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
