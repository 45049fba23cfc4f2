package dev.candor.audit.entries;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes one follower through the log on a thread of its own: a page, a transaction, at once again while there is more. A page that
 * fails is tried again after a growing pause. After a crash the page was applied whole or not at all.
 */
final class FollowLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FollowLoop.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final EntryFollower follower;
    private final LongSupplier end;
    private final EntryReader reader;
    private final EntryPositions positions;
    private final TransactionTemplate transactions;
    private final Thread thread;
    private volatile boolean closing;
    private volatile long next;
    private volatile @Nullable String trouble;

    /** @param end entries below it may be applied */
    FollowLoop(
            EntryFollower follower,
            LongSupplier end,
            EntryReader reader,
            EntryPositions positions,
            TransactionTemplate transactions) {
        this.follower = follower;
        this.end = end;
        this.reader = reader;
        this.positions = positions;
        this.transactions = transactions;
        this.thread = Thread.ofPlatform()
                .name("entries-" + follower.name())
                .daemon(true)
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    String name() {
        return follower.name();
    }

    /** The next index that it applies, as far as this process has seen. */
    long next() {
        return next;
    }

    /** Why the last page failed, until one succeeds. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void run() {
        Duration backoff = POLL;
        while (!closing) {
            Duration rest;
            try {
                rest = step() ? Duration.ZERO : POLL;
                backoff = POLL;
                trouble = null;
            } catch (RuntimeException e) {
                rest = backoff;
                backoff = backoff.multipliedBy(2).compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : backoff.multipliedBy(2);
                failed(e);
            }
            LockSupport.parkNanos(rest.toNanos());
        }
    }

    /** Applies the next page. False when there is none. */
    private boolean step() {
        long from = positions.next(follower.name());
        next = from;
        long available = end.getAsLong() - from;
        if (available <= 0) {
            return false;
        }
        List<LoggedEntry> page = reader.page(from, (int) Math.min(available, EntryReader.MAX_PAGE));
        transactions.executeWithoutResult(status -> {
            if (positions.move(follower.name(), from, from + page.size())) {
                follower.apply(page);
            }
        });
        return true;
    }

    private void failed(RuntimeException cause) {
        if (trouble == null) {
            log.warn("Follower {} cannot go on from entry {}, trying again: {}", follower.name(), next, cause, cause);
        }
        trouble = cause.toString();
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            if (thread.isAlive() && !thread.join(CLOSE_PATIENCE)) {
                log.warn("Follower {} did not end its page within {}", follower.name(), CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
