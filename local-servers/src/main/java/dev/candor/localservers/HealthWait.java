package dev.candor.localservers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits until a server answers, and says what was expected when it does not. */
public final class HealthWait {

    private static final long POLL_MILLIS = 50;

    private HealthWait() {}

    /** Returns once {@code probe} is true, or throws {@link ServerFailure} when the time is over. */
    public static void until(String expectation, Duration limit, Callable<Boolean> probe) {
        until(expectation, limit, null, probe);
    }

    /**
     * Returns once {@code probe} is true.
     *
     * @param expectation completes "Expected …", e.g. {@code "anvil to answer on http://127.0.0.1:8545"}
     * @param process the process that must stay alive meanwhile; its log tail goes into the message
     * @throws ServerFailure when the process ends or the time is over
     */
    public static void until(
            String expectation, Duration limit, @Nullable ServerProcess process, Callable<Boolean> probe) {
        long deadline = System.nanoTime() + limit.toNanos();
        @Nullable Exception last = null;
        while (true) {
            try {
                if (probe.call()) {
                    return;
                }
            } catch (Exception notYet) {
                last = notYet;
            }
            if (process != null && !process.isAlive()) {
                throw failure(
                        expectation, "that its process had ended with exit code " + process.exitCode(), process, last);
            }
            if (System.nanoTime() > deadline) {
                throw failure(expectation, "no success within " + limit.toSeconds() + " s", process, last);
            }
            pause();
        }
    }

    private static ServerFailure failure(
            String expectation, String found, @Nullable ServerProcess process, @Nullable Exception last) {
        StringBuilder message = new StringBuilder("Expected ")
                .append(expectation)
                .append(", found ")
                .append(found);
        if (last != null) {
            message.append(" (last: ").append(last).append(')');
        }
        message.append('.');
        if (process != null) {
            message.append(" Look into ")
                    .append(process.logFile())
                    .append("; its end:\n")
                    .append(process.logTail());
        }
        return last == null ? new ServerFailure(message.toString()) : new ServerFailure(message.toString(), last);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted while waiting for a server.", interrupted);
        }
    }
}
