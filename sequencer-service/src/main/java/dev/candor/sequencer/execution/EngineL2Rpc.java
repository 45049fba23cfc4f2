package dev.candor.sequencer.execution;

import dev.candor.execution.EngineHttp;
import dev.candor.execution.EngineUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads of wallets and tools on their way to the client: so many at once, so long, so large, and no more. */
final class EngineL2Rpc implements L2Rpc {
    private static final int MAX_IN_FLIGHT = 64;
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);
    private static final Duration MAX_ANSWER_TIME = Duration.ofSeconds(10);
    private static final long MAX_ANSWER_BYTES = 32L << 20;

    private final EngineHttp http;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);

    EngineL2Rpc(EngineHttp http) {
        this.http = http;
    }

    @Override
    public byte[] forward(byte[] requestJson) {
        if (!acquired()) {
            throw new EngineUnavailableException("Expected fewer than %d reads at once, found no place within %s."
                    .formatted(MAX_IN_FLIGHT, MAX_WAIT));
        }
        try {
            return http.post(requestJson, MAX_ANSWER_TIME, MAX_ANSWER_BYTES);
        } finally {
            inFlight.release();
        }
    }

    private boolean acquired() {
        try {
            return inFlight.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineUnavailableException(
                    "Interrupted while waiting to read from the execution client.", interrupted);
        }
    }
}
