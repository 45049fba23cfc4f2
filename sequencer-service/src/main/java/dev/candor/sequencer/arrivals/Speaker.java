package dev.candor.sequencer.arrivals;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Signs what is committed, on all cores, and answers. Whatever is answered leaves the bound on what is in flight. */
final class Speaker {
    private static final int CHUNK = 32;

    private final PromiseSigner signer;
    private final InFlight inFlight;
    private final ArrivalsMetrics metrics;
    private final ExecutorService signing;

    Speaker(PromiseSigner signer, InFlight inFlight, ArrivalsMetrics metrics) {
        this.signer = signer;
        this.inFlight = inFlight;
        this.metrics = metrics;
        this.signing = Executors.newFixedThreadPool(
                Math.max(1, Runtime.getRuntime().availableProcessors()),
                Thread.ofPlatform().name("arrivals-sign-", 0).daemon(true).factory());
    }

    /** @param committed their rows are committed */
    void speak(List<Pending> committed) {
        for (int from = 0; from < committed.size(); from += CHUNK) {
            List<Pending> chunk = committed.subList(from, Math.min(committed.size(), from + CHUNK));
            signing.execute(() -> chunk.forEach(this::issue));
        }
    }

    void notIssued(List<Pending> pendings, String why) {
        pendings.forEach(pending -> notIssued(pending, why));
    }

    void notIssued(Pending pending, String why) {
        metrics.notIssued();
        answer(pending, new PromiseOutcome.NotIssued(why));
    }

    private void issue(Pending pending) {
        long startNanos = System.nanoTime();
        try {
            IssuedPromise issued = signer.sign(pending.row());
            metrics.signed(pending, startNanos);
            answer(pending, new PromiseOutcome.Issued(issued));
        } catch (RuntimeException e) {
            notIssued(pending, "The key did not sign: " + e.getMessage());
        }
    }

    private void answer(Pending pending, PromiseOutcome outcome) {
        inFlight.leave(pending.sizeBytes());
        pending.outcome().complete(outcome);
    }

    /** Answers what was handed over already. */
    void close() {
        signing.close();
    }
}
