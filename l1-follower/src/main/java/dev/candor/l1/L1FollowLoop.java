package dev.candor.l1;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a follower's steps on a thread of its own: at once while it is behind, at the poll interval when it is not, with a growing
 * pause while L1 is away. Ends for good only when L1 drops a final block.
 */
public final class L1FollowLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(L1FollowLoop.class);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final L1Follower follower;
    private final Duration pollInterval;
    private final Consumer<L1Follower.Step> listener;
    private final Thread thread;
    private volatile boolean closing;
    private volatile long lastSuccessNanos = System.nanoTime();
    private volatile @Nullable String trouble;
    private volatile @Nullable String halted;

    /** @param listener hears of every step after it was stored, on the loop's thread; what it throws counts as trouble */
    public L1FollowLoop(String name, L1Follower follower, Duration pollInterval, Consumer<L1Follower.Step> listener) {
        this.name = name;
        this.follower = follower;
        this.pollInterval = pollInterval;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Why the last step failed, until one succeeds. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Why the loop has ended for good, if it has. */
    public Optional<String> halted() {
        return Optional.ofNullable(halted);
    }

    public Duration sinceLastSuccess() {
        return Duration.ofNanos(System.nanoTime() - lastSuccessNanos);
    }

    private void run() {
        Duration backoff = pollInterval;
        while (!closing && halted == null) {
            Duration rest = pollInterval;
            try {
                L1Follower.Step step = follower.step();
                listener.accept(step);
                rest = isBehindAfter(step) ? Duration.ZERO : pollInterval;
                backoff = pollInterval;
                recovered();
            } catch (L1FinalityBrokenException e) {
                halted = e.getMessage();
                log.error("{} has stopped for good: {}", name, e.getMessage());
            } catch (RuntimeException e) {
                rest = backoff;
                backoff = backoff.multipliedBy(2).compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : backoff.multipliedBy(2);
                failed(e);
            }
            LockSupport.parkNanos(rest.toNanos());
        }
    }

    private static boolean isBehindAfter(L1Follower.Step step) {
        return switch (step) {
            case L1Follower.Step.Applied applied -> !applied.caughtUp();
            case L1Follower.Step.Rewound rewound -> true;
            case L1Follower.Step.UpToDate upToDate -> false;
        };
    }

    private void recovered() {
        lastSuccessNanos = System.nanoTime();
        if (trouble != null) {
            log.info("{} reads L1 again", name);
            trouble = null;
        }
    }

    private void failed(RuntimeException cause) {
        if (trouble == null) {
            log.warn("{} cannot read L1, trying again: {}", name, cause.toString());
        }
        trouble = cause.toString();
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(CLOSE_PATIENCE)) {
                log.warn("{} did not end its step within {}", name, CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
