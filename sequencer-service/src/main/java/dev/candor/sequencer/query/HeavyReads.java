package dev.candor.sequencer.query;

import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Lets few answers at a time hash or compress a whole batch, so that reads of strangers do not slow admission down. */
@Component
class HeavyReads {
    private static final int AT_A_TIME = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore permits = new Semaphore(AT_A_TIME);

    /** Waits for its turn; the problem {@code busy} when it does not come. */
    <T> T run(Supplier<T> work) {
        enter();
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    private void enter() {
        try {
            if (permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw ProblemException.of(ProblemKind.BUSY, "Too many answers are being put together now, try again.");
    }
}
