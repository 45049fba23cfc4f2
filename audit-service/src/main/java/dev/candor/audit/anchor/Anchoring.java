package dev.candor.audit.anchor;

import dev.candor.audit.rollup.AuditProperties;
import dev.candor.l1.L1FinalityBrokenException;
import dev.candor.l1.transactions.L1TroubleException;
import dev.candor.leadership.DeposedException;
import dev.candor.leadership.Leadership;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Repeats the round of anchoring while this process leads; what fails is tried again, what is fatal stops it and says why. */
class Anchoring implements SmartLifecycle {
    /** After the lease. */
    static final int PHASE = 310;

    private static final Logger log = LoggerFactory.getLogger(Anchoring.class);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Anchorer anchorer;
    private final Leadership leadership;
    private final Duration pollInterval;
    private volatile @Nullable Thread thread;
    private volatile @Nullable String halted;
    private volatile @Nullable String trouble;
    private volatile long troubleSinceNanos;

    Anchoring(Anchorer anchorer, Leadership leadership, AuditProperties properties) {
        this.anchorer = anchorer;
        this.leadership = leadership;
        this.pollInterval = properties.l1().pollInterval();
    }

    /** Why it has ended for good, if it has. */
    Optional<String> halted() {
        return Optional.ofNullable(halted);
    }

    /** What keeps it waiting. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    Duration troubleFor() {
        return trouble == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - troubleSinceNanos);
    }

    private void run() {
        Duration backoff = pollInterval;
        while (Thread.currentThread() == thread && halted == null) {
            Duration rest = pollInterval;
            try {
                leadership.current().ifPresent(anchorer::round);
                recovered();
                backoff = pollInterval;
            } catch (DeposedException e) {
                log.warn("anchoring: {}", e.getMessage());
            } catch (L1DisagreesException | L1FinalityBrokenException e) {
                halted = String.valueOf(e.getMessage());
                log.error("Anchoring has stopped for good: {}", e.getMessage(), e);
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
            log.warn("Anchoring waits: {}", reason, explained ? null : cause);
        }
        trouble = reason;
    }

    private void recovered() {
        if (trouble != null) {
            log.info("Anchoring goes on after {} s", troubleFor().toSeconds());
            trouble = null;
        }
    }

    @Override
    public void start() {
        Thread fresh = Thread.ofPlatform().name("anchoring").daemon(true).unstarted(this::run);
        thread = fresh;
        fresh.start();
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        LockSupport.unpark(running);
        try {
            if (!running.join(PATIENCE)) {
                log.warn("Anchoring did not end its round within {}", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
