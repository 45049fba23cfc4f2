package dev.candor.sequencer.ordering;

import dev.candor.execution.EngineDivergedException;
import dev.candor.leadership.DeposedException;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.sequencer.rollback.ForeignAnchorException;
import dev.candor.sequencer.signing.SlotTakenException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats one step of the orderer on a thread of its own while this process leads. A step starts from what is stored, so after
 * any exception it is simply taken again; a fatal one ends the loop and says why.
 */
final class RoleLoop {
    private static final Logger log = LoggerFactory.getLogger(RoleLoop.class);
    private static final Duration IDLE = Duration.ofMillis(20);
    private static final Duration MIN_BACKOFF = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(2);

    private final String name;
    private final Leadership leadership;
    private final Function<Term, Duration> step;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile @Nullable String halted;
    private volatile @Nullable String trouble;

    /** @param step returns how long to rest before the next one */
    RoleLoop(String name, Leadership leadership, Function<Term, Duration> step) {
        this.name = name;
        this.leadership = leadership;
        this.step = step;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Waits for the running step to end, at most {@code patience}. */
    void stop(Duration patience) {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(patience)) {
                log.warn("{} did not end its step within {}", name, patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why the loop has ended for good, if it has. */
    Optional<String> halted() {
        return Optional.ofNullable(halted);
    }

    /** Why the last step failed, until one succeeds. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void run() {
        Duration backoff = MIN_BACKOFF;
        while (!stopping && halted == null) {
            Duration rest = IDLE;
            try {
                Optional<Term> term = leadership.current();
                if (term.isPresent()) {
                    rest = step.apply(term.get());
                }
                recovered();
                backoff = MIN_BACKOFF;
            } catch (DeposedException e) {
                log.warn("{}: {}", name, e.getMessage());
            } catch (SlotTakenException
                    | EngineDivergedException
                    | StoredBytesChangedException
                    | ForeignAnchorException e) {
                halt(e);
            } catch (RuntimeException e) {
                rest = backoff;
                backoff = backoff.multipliedBy(2).compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : backoff.multipliedBy(2);
                failed(e);
            }
            LockSupport.parkNanos(rest.toNanos());
        }
    }

    private void halt(RuntimeException cause) {
        halted = String.valueOf(cause.getMessage());
        log.error("{} has stopped for good: {}", name, cause.getMessage(), cause);
    }

    private void failed(RuntimeException cause) {
        String reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        if (trouble == null) {
            log.warn("{} failed, trying again: {}", name, reason, cause);
        } else if (!reason.equals(trouble)) {
            log.warn("{} still fails: {}", name, reason);
        }
        trouble = reason;
    }

    private void recovered() {
        if (trouble != null) {
            log.info("{} works again", name);
            trouble = null;
        }
    }
}
