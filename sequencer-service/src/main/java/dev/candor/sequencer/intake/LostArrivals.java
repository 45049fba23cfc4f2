package dev.candor.sequencer.intake;

import dev.candor.sequencer.arrivals.PromiseOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Follows transactions whose promise did not come: they may turn up in the line, and nothing may be built on their nonces
 * until that is known.
 */
@Component
class LostArrivals {
    private final long lostAfterMillis;

    LostArrivals(IntakeLimits limits) {
        this.lostAfterMillis = limits.lostAfter().toMillis();
    }

    /** @return the promise, after the ledger has heard of its failure */
    CompletableFuture<PromiseOutcome> watch(
            PendingArrival arrival, CompletableFuture<PromiseOutcome> promise, PendingLedger ledger) {
        return promise.whenComplete((outcome, failure) -> {
            if (!(outcome instanceof PromiseOutcome.Issued)) {
                ledger.lost(arrival);
                Executor later = CompletableFuture.delayedExecutor(lostAfterMillis, TimeUnit.MILLISECONDS);
                later.execute(() -> ledger.releaseIfLost(arrival));
            }
        });
    }
}
