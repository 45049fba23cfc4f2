package dev.candor.sequencer.intake;

import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.sequencer.arrivals.Promises;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Says no before a transaction is looked at: back-pressure is a signed refusal, never an unbounded queue. */
@Component
class IntakeGate {
    private final Promises promises;
    private final LedgerFollower follower;
    private final IntakeLoop loop;
    private final Backlog backlog;
    private final RateLimits rates;
    private final IntakeLimits limits;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();

    IntakeGate(
            Promises promises,
            LedgerFollower follower,
            IntakeLoop loop,
            Backlog backlog,
            RateLimits rates,
            IntakeLimits limits) {
        this.promises = promises;
        this.follower = follower;
        this.loop = loop;
        this.backlog = backlog;
        this.rates = rates;
        this.limits = limits;
    }

    /** Why nothing is admitted now, if so. */
    Optional<Refusal> closed(String clientAddress, int transactions) {
        if (!rates.allows(clientAddress, transactions)) {
            return Optional.of(Refusal.comeBack(
                    RefusalReason.RATE_LIMITED,
                    "expected at most %d transactions per second from %s; slow down"
                            .formatted(limits.transactionsPerSecond(), clientAddress)));
        }
        return closed();
    }

    /** The same whoever asks. */
    Optional<Refusal> closed() {
        if (follower.rollingBack()) {
            return Optional.of(Refusal.comeBack(
                    RefusalReason.ROLLING_BACK, "batches were voided and are being replaced; send again shortly"));
        }
        return busy().map(Refusal::busy);
    }

    /** Whether there is a line to arrive in and a ledger to judge by; the bounds below may still say no. */
    boolean isSetUp() {
        return promises.accepting() && hasCaughtUp();
    }

    private boolean hasCaughtUp() {
        return loop.isCurrent() && follower.rules().isPresent();
    }

    private Optional<String> busy() {
        if (!loop.plays()) {
            return Optional.of("this process is no intake; send to one that is");
        }
        if (!promises.accepting()) {
            return Optional.of("the line of arrivals takes nothing now; send again shortly");
        }
        if (!hasCaughtUp()) {
            return Optional.of("the intake has not caught up with the executed batches; send again shortly");
        }
        if (backlog.isFull()) {
            return Optional.of("%d batches wait for L1, the most that may is %d; send again when some are settled"
                    .formatted(backlog.unsettled(), backlog.maximum()));
        }
        if (inFlight.get() >= limits.maxInFlight()) {
            return Optional.of(
                    "%d promises are under way, the most that may; send again shortly".formatted(inFlight.get()));
        }
        int pending =
                follower.position().map(now -> now.ledger().pendingCount()).orElse(0);
        if (pending >= limits.maxPending()) {
            return Optional.of(
                    "%d transactions wait for their batch, the most that may; send again shortly".formatted(pending));
        }
        return Optional.empty();
    }

    void started() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    /** Whether one more answer may be held; {@link #released} gives the place back. */
    boolean hold() {
        if (held.incrementAndGet() <= limits.maxHeld()) {
            return true;
        }
        held.decrementAndGet();
        return false;
    }

    void released() {
        held.decrementAndGet();
    }

    int inFlight() {
        return inFlight.get();
    }

    int held() {
        return held.get();
    }
}
