package dev.candor.audit.witness;

import dev.candor.audit.log.LogReader;
import dev.candor.tlog.AddCheckpointRequest;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TrustPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one witness, one request at a time, always for the newest checkpoint; one that is overtaken while the witness is slow
 * is never sent. After a failure it waits, longer each time.
 */
final class WitnessWorker implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(WitnessWorker.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final int MAX_CONFLICTS = 3;
    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private final TrustPolicy.Party witness;
    private final WitnessClient client;
    private final WitnessSizes sizes;
    private final LogReader reader;
    private final WitnessMetrics metrics;
    private final Duration longestPause;
    private final AtomicReference<@Nullable CosignRequest> wanted = new AtomicReference<>();
    private volatile @Nullable String trouble;
    private volatile @Nullable WitnessContradiction contradiction;
    private volatile long cosignedSize;
    private Duration pause = Duration.ZERO;
    private long size = -1;

    WitnessWorker(
            TrustPolicy.Party witness,
            WitnessClient client,
            WitnessSizes sizes,
            LogReader reader,
            WitnessMetrics metrics,
            Duration longestPause) {
        this.witness = witness;
        this.client = client;
        this.sizes = sizes;
        this.reader = reader;
        this.metrics = metrics;
        this.longestPause = longestPause;
    }

    void want(CosignRequest request) {
        synchronized (wanted) {
            wanted.set(request);
            wanted.notifyAll();
        }
    }

    String name() {
        return witness.name();
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Until it cosigns. */
    Optional<WitnessContradiction> contradiction() {
        return Optional.ofNullable(contradiction);
    }

    long cosignedSize() {
        return cosignedSize;
    }

    @Override
    public void run() {
        try {
            while (true) {
                CosignRequest request = take();
                if (attempt(request)) {
                    pause = Duration.ZERO;
                    continue;
                }
                pause = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
                pause = pause.compareTo(longestPause) < 0 ? pause : longestPause;
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                // Asked again, unless a newer one has come.
                wanted.compareAndSet(null, request);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private CosignRequest take() throws InterruptedException {
        synchronized (wanted) {
            CosignRequest request = wanted.getAndSet(null);
            while (request == null) {
                wanted.wait(LOOK_AGAIN_MILLIS);
                request = wanted.getAndSet(null);
            }
            return request;
        }
    }

    /** False: it is to be tried again, after a pause. */
    private boolean attempt(CosignRequest request) throws InterruptedException {
        try {
            return ask(request);
        } catch (RuntimeException e) {
            // The database or the store is away: nobody can be asked now.
            return refused(request, CosignRequest.Trouble.SILENT, e.toString());
        }
    }

    private boolean ask(CosignRequest request) throws InterruptedException {
        if (size < 0) {
            size = sizes.of(witness.key());
        }
        for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
            long newSize = request.head().size();
            if (size > newSize) {
                return ahead(request);
            }
            List<TreeHash> proof = reader.consistency(size, newSize);
            long begin = System.nanoTime();
            WitnessReply reply = client.ask(new AddCheckpointRequest(size, proof, request.note()));
            metrics.answered(witness.name(), reply, System.nanoTime() - begin);
            switch (reply) {
                case WitnessReply.Cosigned cosigned -> {
                    size = newSize;
                    cosignedSize = newSize;
                    sizes.remember(witness.key(), newSize);
                    trouble = null;
                    contradiction = null;
                    request.cosigned(witness.name(), cosigned.lines());
                    return true;
                }
                case WitnessReply.Conflict conflict -> size = conflict.size();
                case WitnessReply.Inconsistent(String why) -> {
                    contradiction = new WitnessContradiction(witness.name(), request.head(), request.note(), why);
                    return refused(request, CosignRequest.Trouble.INCONSISTENT, why);
                }
                case WitnessReply.Refused(String why) -> {
                    return refused(request, CosignRequest.Trouble.REFUSED, why);
                }
                case WitnessReply.Silent(String why) -> {
                    return refused(request, CosignRequest.Trouble.SILENT, why);
                }
            }
        }
        return refused(
                request,
                CosignRequest.Trouble.REFUSED,
                "Expected %s to take the size that it named, found another conflict each time."
                        .formatted(witness.name()));
    }

    private boolean ahead(CosignRequest request) {
        String why = "Expected %s to have cosigned at most size %d of this log, found that it says %d."
                .formatted(witness.name(), request.head().size(), size);
        size = -1;
        return refused(request, CosignRequest.Trouble.AHEAD, why);
    }

    private boolean refused(CosignRequest request, CosignRequest.Trouble kind, String why) {
        if (!why.equals(trouble)) {
            log.warn(
                    "Witness {} did not cosign size {}: {}",
                    witness.name(),
                    request.head().size(),
                    why);
        }
        trouble = why;
        request.refused(new CosignRequest.Refusal(witness.name(), kind, why));
        return false;
    }
}
