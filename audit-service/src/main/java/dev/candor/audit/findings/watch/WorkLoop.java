package dev.candor.audit.findings.watch;

import dev.candor.audit.findings.FindingBook;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does work that is due, one piece in each transaction: its findings are written and the piece is gone, or neither. What has
 * to wait for a fact is asked again later, more and more seldom.
 */
@Component
class WorkLoop implements SmartLifecycle {
    /** After the followers of the log and of L1. */
    static final int PHASE = 400;

    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_ROUND = 64;

    private final WorkRows rows;
    private final SealedWork sealed;
    private final EntryWork entries;
    private final PostWork posts;
    private final ShownWork shown;
    private final StandingWatch standing;
    private final Judges judges;
    private final FindingBook book;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private volatile @Nullable Thread thread;

    WorkLoop(
            WorkRows rows,
            SealedWork sealed,
            EntryWork entries,
            PostWork posts,
            ShownWork shown,
            StandingWatch standing,
            Judges judges,
            FindingBook book,
            PlatformTransactionManager transactions,
            Clock clock,
            MeterRegistry meters) {
        this.rows = rows;
        this.sealed = sealed;
        this.entries = entries;
        this.posts = posts;
        this.shown = shown;
        this.standing = standing;
        this.judges = judges;
        this.book = book;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
        Gauge.builder("candor.audit.findings.unjudged", rows, WorkRows::size).register(meters);
        Gauge.builder("candor.audit.findings.unjudged.age", this, WorkLoop::oldestSeconds)
                .baseUnit("seconds")
                .description("How long the oldest promise, batch or post that is not judged yet has waited")
                .register(meters);
    }

    private double oldestSeconds() {
        return rows.oldestMillis()
                .map(since -> Math.max(0, clock.millis() - since) / 1000.0)
                .orElse(0.0);
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            boolean busy = false;
            try {
                busy = round();
                transactions.executeWithoutResult(status -> book.apply(standing.look()));
            } catch (RuntimeException e) {
                log.warn("Findings cannot be looked for now, trying again: {}", e.toString());
            }
            LockSupport.parkNanos(busy ? 1 : POLL.toNanos());
        }
    }

    /** True when there may be more. */
    private boolean round() {
        Optional<Judges.Known> known = judges.find();
        if (known.isEmpty()) {
            return false;
        }
        transactions.executeWithoutResult(status -> standing.findPosts());
        List<Long> due = rows.due(MAX_ROUND);
        due.forEach(id -> doOne(id, known.get()));
        return due.size() == MAX_ROUND;
    }

    private void doOne(long id, Judges.Known known) {
        try {
            transactions.executeWithoutResult(status ->
                    rows.take(id).ifPresent(work -> settle(work, answer(work, known))));
        } catch (RuntimeException e) {
            log.warn("Work {} of findings failed, trying again: {}", id, e, e);
            rows.later(id, e.toString(), AFTER_FAILURE.toMillis());
        }
    }

    private Answer answer(Work work, Judges.Known known) {
        return switch (work.task()) {
            case PROMISE -> entries.promise(work, known);
            case SEALED -> sealed.judge(work, known);
            case EXECUTED -> entries.executed(work, known);
            case POSTED_EVENT -> entries.postedEvent(work, known);
            case POST -> posts.judge(work, known);
            case SHOWN -> shown.judge(work, known);
        };
    }

    private void settle(Work work, Answer answer) {
        switch (answer) {
            case Answer.Judged(var decisions) -> {
                rows.done(work);
                book.apply(decisions);
            }
            case Answer.Later(String waitingFor) -> {
                long waited = clock.millis() - work.sinceMillis();
                long pause = Math.clamp(waited / 4, POLL.toMillis(), LONGEST_PAUSE.toMillis());
                rows.later(work.id(), waitingFor, pause);
            }
        }
    }

    @Override
    public void start() {
        if (thread == null) {
            Thread loop = Thread.ofPlatform().name("findings").daemon(true).unstarted(this::run);
            thread = loop;
            loop.start();
        }
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            LockSupport.unpark(running);
            try {
                if (!running.join(CLOSE_PATIENCE)) {
                    log.warn("Findings did not end their round within {}", CLOSE_PATIENCE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
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
