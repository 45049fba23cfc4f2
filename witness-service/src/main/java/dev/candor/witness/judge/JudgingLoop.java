package dev.candor.witness.judge;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Takes the steps of {@link Judging} on a thread of its own: at once while there is something to judge. When nothing goes on for
 * longer than this witness's patience, what waits is called UNAVAILABLE; trying goes on.
 */
final class JudgingLoop implements SmartLifecycle {
    /** After the reading of L1 has begun. */
    static final int PHASE = 400;

    private static final Logger log = LoggerFactory.getLogger(JudgingLoop.class);
    private static final Duration REST = Duration.ofMillis(200);
    private static final Duration MAX_REST_WHEN_STUCK = Duration.ofSeconds(5);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

    private final Judging judging;
    private final Duration patience;
    private final Thread thread;
    private volatile boolean running;
    private volatile @Nullable String trouble;
    private volatile long lastGoodNanos = System.nanoTime();

    JudgingLoop(Judging judging, Duration patience) {
        this.judging = judging;
        this.patience = patience;
        this.thread = Thread.ofPlatform().name("judging").daemon(true).unstarted(this::run);
    }

    /** Why the next batch cannot be judged, until it can. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Whether it has been so for longer than the patience. */
    boolean isStuck() {
        return trouble != null && sinceLastGood().compareTo(patience) > 0;
    }

    private Duration sinceLastGood() {
        return Duration.ofNanos(System.nanoTime() - lastGoodNanos);
    }

    private void run() {
        Duration rest = REST;
        while (running) {
            rest = restAfter(stepped(), rest);
            LockSupport.parkNanos(rest.toNanos());
        }
    }

    private static Duration restAfter(Judging.Step step, Duration last) {
        return switch (step) {
            case Judging.Step.Done done -> Duration.ZERO;
            case Judging.Step.Idle idle -> REST;
            case Judging.Step.Stuck stuck -> {
                Duration longer = last.compareTo(REST) < 0 ? REST : last.multipliedBy(2);
                yield longer.compareTo(MAX_REST_WHEN_STUCK) > 0 ? MAX_REST_WHEN_STUCK : longer;
            }
        };
    }

    private Judging.Step stepped() {
        Judging.Step step = step();
        if (step instanceof Judging.Step.Stuck(String reason)) {
            stuck(reason);
        } else {
            lastGoodNanos = System.nanoTime();
            if (trouble != null) {
                log.info("batches are judged again");
                trouble = null;
            }
        }
        return step;
    }

    /** Whatever fails, nothing is known about the batch: the next step tries again. */
    private Judging.Step step() {
        try {
            return judging.step();
        } catch (RuntimeException e) {
            log.debug("a step of judging failed", e);
            return new Judging.Step.Stuck(e.toString());
        }
    }

    private void stuck(String reason) {
        if (!reason.equals(trouble)) {
            log.warn("the next batch cannot be judged now: {}", reason);
        }
        trouble = reason;
        if (isStuck()) {
            try {
                judging.callUnavailable(reason);
            } catch (RuntimeException e) {
                log.warn("what waits cannot be called UNAVAILABLE now: {}", e.toString());
            }
        }
    }

    @Override
    public void start() {
        running = true;
        lastGoodNanos = System.nanoTime();
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(CLOSE_PATIENCE)) {
                log.warn("judging did not end its step within {}", CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
