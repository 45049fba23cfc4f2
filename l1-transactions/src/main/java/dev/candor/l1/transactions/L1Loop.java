package dev.candor.l1.transactions;

import dev.candor.l1.L1FinalityBrokenException;
import dev.candor.leadership.DeposedException;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a round of work on L1 while this process leads. What fails is tried again after a growing pause and told as trouble;
 * {@link L1DisagreesException} and {@link L1FinalityBrokenException} end it for good and say why.
 */
public final class L1Loop {
    private static final Logger log = LoggerFactory.getLogger(L1Loop.class);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Leadership leadership;
    private final Duration pollInterval;
    private final Consumer<Term> round;
    private volatile @Nullable Thread thread;
    private volatile @Nullable String halted;
    private volatile @Nullable String trouble;
    private volatile long troubleSinceNanos;

    /**
     * @param name of the thread, and in the log's lines
     * @param pollInterval between two rounds
     */
    public L1Loop(String name, Leadership leadership, Duration pollInterval, Consumer<Term> round) {
        this.name = name;
        this.leadership = leadership;
        this.pollInterval = pollInterval;
        this.round = round;
    }

    /** Why it has ended for good, if it has. */
    public Optional<String> halted() {
        return Optional.ofNullable(halted);
    }

    /** What keeps it waiting. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** How long it has been waiting; zero without trouble. */
    public Duration troubleFor() {
        return trouble == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - troubleSinceNanos);
    }

    private void run() {
        Duration backoff = pollInterval;
        while (Thread.currentThread() == thread && halted == null) {
            Duration rest = pollInterval;
            try {
                leadership.current().ifPresent(round);
                recovered();
                backoff = pollInterval;
            } catch (DeposedException e) {
                log.warn("{}: {}", name, e.getMessage());
            } catch (L1DisagreesException | L1FinalityBrokenException e) {
                halted = String.valueOf(e.getMessage());
                log.error("The loop {} has stopped for good: {}", name, e.getMessage(), e);
            } catch (RuntimeException e) {
                rest = backoff;
                backoff = backoff.multipliedBy(2).compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : backoff.multipliedBy(2);
                failed(e);
            }
            LockSupport.parkNanos(rest.toNanos());
        }
    }

    private void failed(RuntimeException cause) {
        boolean explained = cause instanceof L1TroubleException;
        String reason = explained ? String.valueOf(cause.getMessage()) : cause.toString();
        if (trouble == null) {
            troubleSinceNanos = System.nanoTime();
            log.warn("The loop {} waits: {}", name, reason, explained ? null : cause);
        }
        trouble = reason;
    }

    private void recovered() {
        if (trouble != null) {
            log.info("The loop {} goes on after {} s", name, troubleFor().toSeconds());
            trouble = null;
        }
    }

    public void start() {
        Thread fresh = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
        thread = fresh;
        fresh.start();
    }

    /** Lets the running round end. */
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        LockSupport.unpark(running);
        try {
            if (!running.join(PATIENCE)) {
                log.warn("The loop {} did not end its round within {}", name, PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isRunning() {
        return thread != null;
    }
}
