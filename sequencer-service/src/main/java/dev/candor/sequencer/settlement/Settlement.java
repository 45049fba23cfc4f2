package dev.candor.sequencer.settlement;

import dev.candor.l1.L1FinalityBrokenException;
import dev.candor.l1.transactions.L1TroubleException;
import dev.candor.leadership.DeposedException;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.sequencer.rollup.Role;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Repeats settlement's round while this process leads; what fails is tried again, what is fatal stops it and says why. */
@Component("settlementLoop")
class Settlement implements SmartLifecycle {
    /** With the orderer, after the lease. */
    static final int PHASE = 310;

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Settler settler;
    private final Leadership leadership;
    private final SequencerProperties properties;
    private volatile @Nullable Thread thread;
    private volatile @Nullable String halted;
    private volatile @Nullable String trouble;
    private volatile long troubleSinceNanos;

    Settlement(Settler settler, Leadership leadership, SequencerProperties properties) {
        this.settler = settler;
        this.leadership = leadership;
        this.properties = properties;
    }

    Optional<String> halted() {
        return Optional.ofNullable(halted);
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    Duration troubleFor() {
        return trouble == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - troubleSinceNanos);
    }

    private void run() {
        Duration pause = properties.l1().pollInterval();
        Duration backoff = pause;
        while (Thread.currentThread() == thread && halted == null) {
            Duration rest = pause;
            try {
                Optional<Term> term = leadership.current();
                term.ifPresent(settler::round);
                recovered();
                backoff = pause;
            } catch (DeposedException e) {
                log.warn("settlement: {}", e.getMessage());
            } catch (L1DisagreesException | L1FinalityBrokenException e) {
                halted = String.valueOf(e.getMessage());
                log.error("Settlement has stopped for good: {}", e.getMessage(), e);
            } catch (RuntimeException e) {
                rest = backoff;
                backoff = backoff.multipliedBy(2).compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : backoff.multipliedBy(2);
                failed(e);
            }
            LockSupport.parkNanos(rest.toNanos());
        }
    }

    private void failed(RuntimeException cause) {
        String reason = cause instanceof L1TroubleException ? String.valueOf(cause.getMessage()) : cause.toString();
        if (trouble == null) {
            troubleSinceNanos = System.nanoTime();
            log.warn("Settlement waits: {}", reason, cause instanceof L1TroubleException ? null : cause);
        }
        trouble = reason;
    }

    private void recovered() {
        if (trouble != null) {
            log.info("Settlement goes on after {} s", troubleFor().toSeconds());
            trouble = null;
        }
    }

    @Override
    public void start() {
        if (properties.plays(Role.ORDERER)) {
            Thread fresh = Thread.ofPlatform().name("settlement").daemon(true).unstarted(this::run);
            thread = fresh;
            fresh.start();
        }
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
                log.warn("Settlement did not end its round within {}", PATIENCE);
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
