package dev.candor.sequencer.intake;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.arrivals.AdmittedTransaction;
import dev.candor.sequencer.arrivals.PromiseOutcome;
import dev.candor.sequencer.arrivals.Promises;
import dev.candor.sequencer.rollup.RollupIdentity;
import dev.candor.sequencer.rollup.SequencerProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * The way of a transaction through admission: door, sender, line, promise. Transactions that come together are decoded on all
 * cores, their accounts read at once, and all are on their way before the first promise is waited for.
 */
@Component
class Admissions implements Intake {
    private static final int MAX_READS = 8;

    private final IntakeGate gate;
    private final LedgerFollower follower;
    private final Promises promises;
    private final KnownTransactions known;
    private final Answers answers;
    private final LostArrivals lost;
    private final Clock clock;
    private final TransactionDecoding decoding;
    private final Duration nonceGapWait;

    Admissions(
            IntakeGate gate,
            LedgerFollower follower,
            Promises promises,
            KnownTransactions known,
            Answers answers,
            LostArrivals lost,
            Clock clock,
            RollupIdentity rollup,
            SequencerProperties properties) {
        this.gate = gate;
        this.follower = follower;
        this.promises = promises;
        this.known = known;
        this.answers = answers;
        this.lost = lost;
        this.clock = clock;
        this.decoding = new TransactionDecoding(rollup.id());
        this.nonceGapWait = properties.intake().nonceGapWait();
    }

    @Override
    public List<Admission> submit(List<Bytes> rawTransactions, String clientAddress) {
        long startNanos = System.nanoTime();
        List<Submission> submissions = begin(rawTransactions, clientAddress, startNanos + nonceGapWait.toNanos());
        List<Admission> admissions = new ArrayList<>(submissions.size());
        for (Submission submission : submissions) {
            admissions.add(answers.answer(submission, startNanos));
        }
        return admissions;
    }

    /** Everything up to the point where there is nothing left but to wait for promises. */
    private List<Submission> begin(List<Bytes> raws, String clientAddress, long deadlineNanos) {
        Optional<Refusal> closed = gate.closed(clientAddress, raws.size());
        Optional<Rules> rules = follower.rules();
        if (closed.isPresent() || rules.isEmpty()) {
            Refusal refusal = closed.orElseGet(() -> Refusal.busy("the intake is starting; send again shortly"));
            return raws.stream().map(raw -> Submission.stopped(raw, refusal)).toList();
        }
        List<Submission> submissions = decoding.decode(raws, rules.get());
        if (submissions.size() == 1) {
            return List.of(decide(submissions.getFirst(), deadlineNanos));
        }
        readAccounts(submissions);
        return together(submissions, deadlineNanos);
    }

    private void readAccounts(List<Submission> submissions) {
        Set<Address> senders = new LinkedHashSet<>();
        for (Submission submission : submissions) {
            submission
                    .undecided()
                    .ifPresent(passed -> senders.add(passed.transaction().sender()));
        }
        try {
            readUnread(senders);
        } catch (EngineUnavailableException e) {
            // Each sender that is still unknown is refused as BUSY where it is decided.
            return;
        }
    }

    private void readUnread(Collection<Address> senders) {
        Optional<LedgerFollower.Position> now = follower.position();
        if (now.isPresent()) {
            List<Address> unread =
                    now.get().ledger().unread(senders, now.get().head().number());
            if (!unread.isEmpty()) {
                now.get().reads().read(unread);
            }
        }
    }

    /** One attempt each, in order; those ahead of their nonces again, lowest first; what is still ahead is held, all at once. */
    private List<Submission> together(List<Submission> submissions, long deadlineNanos) {
        List<Submission> now = new ArrayList<>(submissions);
        List<Integer> ahead = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            now.set(i, decide(now.get(i), 0));
            if (now.get(i).undecided().isPresent()) {
                ahead.add(i);
            }
        }
        ahead.sort(Comparator.comparingLong(i -> nonceOf(now.get(i))));
        ahead.removeIf(i -> {
            now.set(i, decide(now.get(i), 0));
            return now.get(i).undecided().isEmpty();
        });
        List<CompletableFuture<Void>> held = ahead.stream()
                .map(i -> CompletableFuture.runAsync(
                        () -> now.set(i, decide(now.get(i), deadlineNanos)), decoding.threads()))
                .toList();
        CompletableFuture.allOf(held.toArray(CompletableFuture[]::new)).join();
        return now;
    }

    private static long nonceOf(Submission submission) {
        return submission
                .undecided()
                .map(passed -> passed.transaction().nonce())
                .orElse(0L);
    }

    /**
     * Tries until there is a decision. With a deadline in the past a transaction ahead of its nonce stays undecided when the
     * deadline is 0, and is refused otherwise.
     */
    private Submission decide(Submission submission, long deadlineNanos) {
        if (submission.undecided().isEmpty()) {
            return submission;
        }
        Submission.Passed passed = submission.undecided().get();
        Hash32 hash = passed.transaction().hash();
        if (follower.skipped().mayContain(hash)) {
            Optional<Refusal> refusal = known.inBatch(hash);
            if (refusal.isPresent()) {
                return submission.now(new Submission.Stopped(hash, refusal.get()));
            }
        }
        for (int reads = 0; reads < MAX_READS; ) {
            Optional<LedgerFollower.Position> now = follower.position();
            Optional<Rules> rules = follower.rules();
            if (now.isEmpty() || rules.isEmpty()) {
                break;
            }
            PendingLedger ledger = now.get().ledger();
            PendingLedger.Attempt attempt = ledger.attempt(
                    passed.transaction(),
                    passed.authorities(),
                    rules.get(),
                    () -> promise(submission, passed, rules.get()));
            switch (attempt) {
                case PendingLedger.Attempt.Unread() -> {
                    reads++;
                    if (!read(now.get(), passed.transaction().sender())) {
                        return submission.now(new Submission.Stopped(
                                hash, Refusal.busy("the sender's account cannot be read now; send again shortly")));
                    }
                }
                case PendingLedger.Attempt.Held(CompletableFuture<Void> waiter, Refusal afterwards) -> {
                    boolean again = waitForTurn(waiter, deadlineNanos);
                    ledger.stopWaiting(
                            passed.transaction().sender(), passed.transaction().nonce(), waiter);
                    if (!again) {
                        return deadlineNanos == 0
                                ? submission
                                : submission.now(new Submission.Stopped(hash, afterwards));
                    }
                }
                default -> {
                    return submission.now(decided(attempt, ledger, hash));
                }
            }
        }
        return submission.now(new Submission.Stopped(
                hash, Refusal.busy("the sender's account changed while it was looked at; send again")));
    }

    private Submission.Stage decided(PendingLedger.Attempt attempt, PendingLedger ledger, Hash32 hash) {
        return switch (attempt) {
            case PendingLedger.Attempt.Started(PendingArrival arrival, CompletableFuture<PromiseOutcome> promise) ->
                new Submission.Promising(hash, lost.watch(arrival, promise, ledger), true);
            case PendingLedger.Attempt.Same(Optional<CompletableFuture<PromiseOutcome>> promise) ->
                promise.<Submission.Stage>map(future -> new Submission.Promising(hash, future, false))
                        .orElseGet(() -> new Submission.PromisedElsewhere(hash));
            case PendingLedger.Attempt.Refused(Refusal refusal) -> new Submission.Stopped(hash, refusal);
            case PendingLedger.Attempt.BehindAccount(Refusal unlessKnown) ->
                new Submission.Stopped(hash, known.inBatch(hash).orElse(unlessKnown));
            case PendingLedger.Attempt.Held(CompletableFuture<Void> waiter, Refusal afterwards) ->
                new Submission.Stopped(hash, afterwards);
            case PendingLedger.Attempt.Unread() ->
                new Submission.Stopped(hash, Refusal.busy("the sender's account is not known; send again"));
        };
    }

    private CompletableFuture<PromiseOutcome> promise(Submission submission, Submission.Passed passed, Rules rules) {
        long receivedAtMillis = clock.millis();
        gate.started();
        CompletableFuture<PromiseOutcome> promise = promises.promise(new AdmittedTransaction(
                passed.transaction(),
                submission.raw(),
                receivedAtMillis,
                rules.policy().includeBy(receivedAtMillis),
                rules.policyHash()));
        return promise.whenComplete((outcome, failure) -> gate.ended());
    }

    private static boolean read(LedgerFollower.Position now, Address sender) {
        try {
            now.reads().read(List.of(sender));
            return true;
        } catch (EngineUnavailableException e) {
            return false;
        }
    }

    /** @return whether something has changed before the deadline */
    private boolean waitForTurn(CompletableFuture<Void> waiter, long deadlineNanos) {
        long left = deadlineNanos == 0 ? 0 : deadlineNanos - System.nanoTime();
        if (left <= 0 || !gate.hold()) {
            return waiter.isDone();
        }
        try {
            waiter.get(left, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected a waiter to complete normally.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            gate.released();
        }
    }

    @Override
    public long nextNonce(Address sender) {
        for (int reads = 0; reads < MAX_READS; reads++) {
            LedgerFollower.Position now = follower.position()
                    .orElseThrow(() -> new EngineUnavailableException("The intake is starting; ask again shortly."));
            Optional<Long> nonce = now.ledger().nextNonce(sender, now.head().number());
            if (nonce.isPresent()) {
                return nonce.get();
            }
            now.reads().read(List.of(sender));
        }
        throw new EngineUnavailableException("The account changed while it was looked at; ask again.");
    }
}
