package dev.candor.sequencer.intake;

import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.arrivals.IssuedPromise;
import dev.candor.sequencer.arrivals.PromiseEvents;
import dev.candor.sequencer.arrivals.PromiseOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Waits for what is under way and puts it into words: a promise, or a refusal that is signed, counted and published. */
@Component
class Answers {
    private static final Duration PROMISE_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration ELSEWHERE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration ELSEWHERE_POLL = Duration.ofMillis(20);

    private final KnownTransactions known;
    private final RefusalSigner refusals;
    private final LedgerFollower follower;
    private final PromiseEvents events;
    private final IntakeMetrics metrics;

    Answers(
            KnownTransactions known,
            RefusalSigner refusals,
            LedgerFollower follower,
            PromiseEvents events,
            IntakeMetrics metrics) {
        this.known = known;
        this.refusals = refusals;
        this.follower = follower;
        this.events = events;
        this.metrics = metrics;
    }

    /** @param sinceNanos when the transaction came */
    Admission answer(Submission submission, long sinceNanos) {
        Admission admission = answer(submission);
        metrics.count(admission, sinceNanos);
        return admission;
    }

    private Admission answer(Submission submission) {
        return switch (submission.stage()) {
            case Submission.Stopped(Hash32 hash, Refusal refusal) -> refused(hash, refusal);
            case Submission.PromisedElsewhere(Hash32 hash) -> elsewhere(hash);
            case Submission.Promising(Hash32 hash, CompletableFuture<PromiseOutcome> promise, boolean fresh) ->
                promised(hash, promise, fresh);
            case Submission.Passed passed ->
                refused(passed.transaction().hash(), Refusal.busy("no decision was reached; send again"));
        };
    }

    private Admission promised(Hash32 hash, CompletableFuture<PromiseOutcome> promise, boolean fresh) {
        try {
            return switch (promise.get(PROMISE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                case PromiseOutcome.Issued(IssuedPromise issued) ->
                    fresh ? new Admission.Admitted(issued) : new Admission.AlreadyPromised(issued);
                case PromiseOutcome.NotIssued notIssued -> refused(hash, noPromise());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(hash, noPromise());
        } catch (ExecutionException | TimeoutException e) {
            return refused(hash, noPromise());
        }
    }

    private static Refusal noPromise() {
        return Refusal.busy("no promise could be given, and whether the transaction arrived is not known; "
                + "send the same bytes again");
    }

    private Admission elsewhere(Hash32 hash) {
        long deadline = System.nanoTime() + ELSEWHERE_TIMEOUT.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                Optional<IssuedPromise> issued = known.promiseOf(hash);
                if (issued.isPresent()) {
                    return new Admission.AlreadyPromised(issued.get());
                }
                Thread.sleep(ELSEWHERE_POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return refused(hash, noPromise());
    }

    private Admission refused(Hash32 hash, Refusal refusal) {
        SignedRefusal signed = refusals.sign(hash, refusal, follower.policyHash());
        events.refused(signed.refusal(), signed.signature());
        return new Admission.Refused(signed);
    }
}
