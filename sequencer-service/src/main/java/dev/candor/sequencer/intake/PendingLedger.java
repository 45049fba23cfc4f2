package dev.candor.sequencer.intake;

import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.RollupId;
import dev.candor.sequencer.arrivals.PromiseOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Who has what pending, of all replicas. Arrivals come in through admission here and through the line; they leave with the
 * batch that executes them. Every entry is written under its sender's lock; there is no lock over all.
 */
final class PendingLedger {
    private final RollupId rollupId;
    private final SenderLocks locks = new SenderLocks();
    private final Map<Address, SenderAccount> accounts = new ConcurrentHashMap<>();
    private final AtomicLong pendingGas = new AtomicLong();
    private final AtomicInteger pendingCount = new AtomicInteger();
    private final AtomicInteger pendingDelegated = new AtomicInteger();
    private final int maxPendingDelegated;

    /** @param maxPendingDelegated see {@link IntakeLimits} */
    PendingLedger(RollupId rollupId, int maxPendingDelegated) {
        this.rollupId = rollupId;
        this.maxPendingDelegated = maxPendingDelegated;
    }

    /** What came of trying to admit a transaction at this moment. */
    sealed interface Attempt {
        /** Reserved, and on its way into the line. */
        record Started(PendingArrival arrival, CompletableFuture<PromiseOutcome> promise) implements Attempt {}

        /** The same bytes are pending already; the promise is empty for another replica's. */
        record Same(Optional<CompletableFuture<PromiseOutcome>> promise) implements Attempt {}

        record Refused(Refusal refusal) implements Attempt {}

        record BehindAccount(Refusal unlessKnown) implements Attempt {}

        record Held(CompletableFuture<Void> waiter, Refusal afterwards) implements Attempt {}

        /** The sender's account has to be read first. */
        record Unread() implements Attempt {}
    }

    /**
     * Decides, and reserves when the answer is yes. {@code promising} is called under the sender's lock, so that a sender's
     * transactions enter the line in the order of their nonces; it must not block.
     */
    Attempt attempt(
            EthTransaction transaction,
            List<Address> authorities,
            Rules rules,
            Supplier<CompletableFuture<PromiseOutcome>> promising) {
        try (SenderLocks.Held held = locks.lock(transaction.sender(), authorities)) {
            SenderAccount account = account(transaction.sender());
            Optional<PendingArrival> same = account.find(transaction.hash());
            if (same.isPresent()) {
                return again(account, same.get(), promising);
            }
            Optional<AccountState> state = account.state().filter(known -> known.isUsableAt(rules.executedNumber()));
            if (state.isEmpty()) {
                return new Attempt.Unread();
            }
            SenderView sender = account.view(state.get(), rules.executedNumber());
            SenderRules.Decision decision = SenderRules.decide(
                    sender,
                    transaction,
                    account.isTaken(transaction.nonce()),
                    authorities.stream()
                            .filter(authority -> account(authority).hasPending())
                            .findFirst(),
                    rules.projectedBaseFee(pendingGas.get()));
            return switch (decision) {
                case SenderRules.Decision.Admit() ->
                    sender.countsAsDelegated() && pendingDelegated.get() >= maxPendingDelegated
                            ? new Attempt.Refused(tooManyDelegated())
                            : start(account, transaction, promising);
                case SenderRules.Decision.Refuse(Refusal refusal) -> new Attempt.Refused(refusal);
                case SenderRules.Decision.BehindAccount(Refusal refusal) -> new Attempt.BehindAccount(refusal);
                case SenderRules.Decision.Hold(Refusal refusal) ->
                    new Attempt.Held(account.await(transaction.nonce()), refusal);
                case SenderRules.Decision.ReadAgain() -> new Attempt.Unread();
            };
        }
    }

    private Refusal tooManyDelegated() {
        return Refusal.busy(
                "%d transactions of accounts with an EIP-7702 delegation wait for their batch, the most that may; send again shortly"
                        .formatted(maxPendingDelegated));
    }

    private Attempt start(
            SenderAccount account, EthTransaction transaction, Supplier<CompletableFuture<PromiseOutcome>> promising) {
        PendingArrival arrival = PendingArrival.of(transaction, rollupId);
        add(account, arrival);
        boolean entered = false;
        try {
            CompletableFuture<PromiseOutcome> promise = promising.get();
            arrival.promisedBy(promise);
            // What is turned away at once was not appended; what fails later may have been.
            entered = !promise.isDone() || promise.getNow(null) instanceof PromiseOutcome.Issued;
            return new Attempt.Started(arrival, promise);
        } finally {
            if (!entered && !arrival.hasArrived()) {
                account.release(arrival);
                subtract(arrival);
            }
        }
    }

    private static Attempt again(
            SenderAccount account, PendingArrival arrival, Supplier<CompletableFuture<PromiseOutcome>> promising) {
        if (arrival.isLost()) {
            CompletableFuture<PromiseOutcome> promise = promising.get();
            account.regain(arrival, () -> arrival.promisedBy(promise));
            return new Attempt.Started(arrival, promise);
        }
        return new Attempt.Same(arrival.promise());
    }

    private void add(SenderAccount account, PendingArrival arrival) {
        account.add(arrival);
        arrival.authorities().forEach(authority -> account(authority).authorizationAdded());
        pendingGas.addAndGet(arrival.gasLimit());
        pendingCount.incrementAndGet();
        if (arrival.isOfDelegated()) {
            pendingDelegated.incrementAndGet();
        }
    }

    private void subtract(PendingArrival arrival) {
        arrival.authorities().forEach(authority -> account(authority).authorizationRemoved());
        pendingGas.addAndGet(-arrival.gasLimit());
        pendingCount.decrementAndGet();
        if (arrival.isOfDelegated()) {
            pendingDelegated.decrementAndGet();
        }
    }

    /**
     * An arrival is in the line.
     *
     * @return its entry; empty for bytes that are pending under an earlier number
     */
    Optional<PendingArrival> arrived(long seq, EthTransaction transaction) {
        List<Address> authorities = PendingArrival.authorities(transaction, rollupId);
        try (SenderLocks.Held held = locks.lock(transaction.sender(), authorities)) {
            SenderAccount account = account(transaction.sender());
            Optional<PendingArrival> known = account.find(transaction.hash());
            if (known.isPresent() && known.get().hasArrived()) {
                return Optional.empty();
            }
            PendingArrival arrival = known.orElseGet(() -> PendingArrival.of(transaction, rollupId));
            account.regain(arrival, () -> arrival.arrivedAs(seq));
            if (known.isEmpty()) {
                add(account, arrival);
            }
            return Optional.of(arrival);
        }
    }

    /** A batch executed an arrival. {@code followed} is false when the ledger cannot tell what that did to the accounts. */
    void executed(PendingArrival arrival, long executedNumber, boolean followed) {
        try (SenderLocks.Held held = locks.lock(arrival.sender(), arrival.authorities())) {
            SenderAccount account = account(arrival.sender());
            account.executed(arrival, executedNumber);
            subtract(arrival);
            arrival.authorities().forEach(authority -> account(authority).forget(executedNumber));
            if (!followed) {
                account.forget(executedNumber);
            }
        }
    }

    /** Something outside the line (a forced entry) may have changed the account. */
    void forget(Address address, long executedNumber) {
        try (SenderLocks.Held held = locks.lock(address)) {
            SenderAccount account = accounts.get(address);
            if (account != null) {
                account.forget(executedNumber);
            }
        }
    }

    /** No promise came back: until the line shows it, or it is released, nothing is admitted behind it. */
    void lost(PendingArrival arrival) {
        try (SenderLocks.Held held = locks.lock(arrival.sender())) {
            SenderAccount account = account(arrival.sender());
            if (account.find(arrival.hash()).isPresent()) {
                account.lose(arrival);
            }
        }
    }

    /** It cannot come into the line any more. */
    void releaseIfLost(PendingArrival arrival) {
        try (SenderLocks.Held held = locks.lock(arrival.sender(), arrival.authorities())) {
            SenderAccount account = account(arrival.sender());
            if (arrival.isLost() && account.find(arrival.hash()).isPresent()) {
                account.release(arrival);
                subtract(arrival);
            }
        }
    }

    /** @return whether the account is known now; if not, a batch came between and it must be read again */
    boolean learn(Address address, AccountState read) {
        try (SenderLocks.Held held = locks.lock(address)) {
            return account(address).learn(read);
        }
    }

    void stopWaiting(Address sender, long nonce, CompletableFuture<Void> waiter) {
        try (SenderLocks.Held held = locks.lock(sender)) {
            account(sender).stopWaiting(nonce, waiter);
        }
    }

    /** Empty when the account has to be read first. */
    Optional<Long> nextNonce(Address sender, long executedNumber) {
        try (SenderLocks.Held held = locks.lock(sender)) {
            SenderAccount account = account(sender);
            return account.state()
                    .filter(known -> known.isUsableAt(executedNumber))
                    .map(known -> account.nextNonce());
        }
    }

    /** Those of the senders whose accounts have to be read before anything can be decided. */
    List<Address> unread(Collection<Address> senders, long executedNumber) {
        List<Address> unread = new ArrayList<>();
        for (Address sender : senders) {
            if (nextNonce(sender, executedNumber).isEmpty()) {
                unread.add(sender);
            }
        }
        return unread;
    }

    /** Drops accounts that nothing is pending for, when there are more than {@code maximum}. */
    void trim(int maximum) {
        if (accounts.size() <= maximum) {
            return;
        }
        for (Address address : List.copyOf(accounts.keySet())) {
            try (SenderLocks.Held held = locks.lock(address)) {
                accounts.computeIfPresent(address, (a, account) -> account.isIdle() ? null : account);
            }
        }
    }

    /** Declared gas of all that is not executed. */
    long pendingGas() {
        return pendingGas.get();
    }

    int pendingCount() {
        return pendingCount.get();
    }

    private SenderAccount account(Address address) {
        return accounts.computeIfAbsent(address, a -> new SenderAccount());
    }
}
