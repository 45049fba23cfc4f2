package dev.candor.sequencer.intake;

import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One sender's account and its pending arrivals. Every method is called under the sender's lock. */
final class SenderAccount {
    private final Map<Hash32, PendingArrival> pending = new HashMap<>(4);
    private final Map<Long, Integer> pendingNonces = new HashMap<>(4);
    private final TreeMap<Long, List<CompletableFuture<Void>>> waiters = new TreeMap<>();
    private @Nullable AccountState state;
    private BigInteger reserved = BigInteger.ZERO;
    private int pendingAuthorizations;
    private int lostCount;
    private long nextNonce;
    private long touchedBy;

    Optional<AccountState> state() {
        return Optional.ofNullable(state);
    }

    /**
     * Takes over what was read, unless a batch executed since has touched the account.
     *
     * @return whether the account is known now
     */
    boolean learn(AccountState read) {
        AccountState known = state;
        if (touchedBy > read.readAt()) {
            return false;
        }
        if (known == null || read.readAt() >= known.readAt()) {
            state = read;
            recount();
        }
        return true;
    }

    /** A batch did something to the account that the ledger does not follow: it must be read again. */
    void forget(long executedNumber) {
        touchedBy = Math.max(touchedBy, executedNumber);
        state = null;
        wakeAll();
    }

    Optional<PendingArrival> find(Hash32 hash) {
        return Optional.ofNullable(pending.get(hash));
    }

    Collection<PendingArrival> pending() {
        return pending.values();
    }

    boolean isTaken(long nonce) {
        return pendingNonces.containsKey(nonce);
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    long nextNonce() {
        return nextNonce;
    }

    SenderView view(AccountState known, long executedNumber) {
        return new SenderView(
                known.nonce(),
                nextNonce,
                known.balance(),
                known.readAt() == executedNumber,
                reserved,
                pending.size(),
                countsAsDelegated(),
                known.contract());
    }

    /** False while the account is not known and nothing pending says so. */
    private boolean countsAsDelegated() {
        return pendingAuthorizations > 0 || (state != null && state.delegated());
    }

    void add(PendingArrival arrival) {
        if (countsAsDelegated()) {
            arrival.countAsDelegated();
        }
        pending.put(arrival.hash(), arrival);
        pendingNonces.merge(arrival.nonce(), 1, Integer::sum);
        reserved = reserved.add(arrival.maxCost());
        if (state != null && arrival.nonce() == nextNonce) {
            advance();
        }
    }

    /** It never came into the line. */
    void release(PendingArrival arrival) {
        remove(arrival);
        recount();
    }

    private void remove(PendingArrival arrival) {
        if (pending.remove(arrival.hash()) == null) {
            return;
        }
        pendingNonces.computeIfPresent(arrival.nonce(), (nonce, count) -> count == 1 ? null : count - 1);
        reserved = reserved.subtract(arrival.maxCost());
        if (arrival.isLost()) {
            lostCount--;
        }
    }

    /** It ran in a batch, as a plain account's transactions do. */
    void executed(PendingArrival arrival, long executedNumber) {
        touchedBy = Math.max(touchedBy, executedNumber);
        remove(arrival);
        AccountState known = state;
        if (known != null && known.delegated()) {
            state = null;
            wakeAll();
        } else if (known != null && known.readAt() < executedNumber) {
            AccountState after = known.afterOwn(arrival);
            state = after;
            nextNonce = Math.max(nextNonce, after.nonce());
            advance();
        }
    }

    /** It was never in the line, or will be seen there later: nothing may be built on its nonce. */
    void lose(PendingArrival arrival) {
        arrival.markLost();
        if (arrival.isLost()) {
            lostCount++;
            recount();
        }
    }

    /** It is in the line, or on its way there once more. */
    void regain(PendingArrival arrival, Runnable change) {
        boolean wasLost = arrival.isLost();
        change.run();
        if (wasLost && !arrival.isLost()) {
            lostCount--;
            recount();
        }
    }

    void authorizationAdded() {
        pendingAuthorizations++;
    }

    void authorizationRemoved() {
        pendingAuthorizations--;
    }

    /** Completes when an arrival of the nonce before has been admitted, or the account has changed. */
    CompletableFuture<Void> await(long nonce) {
        CompletableFuture<Void> waiter = new CompletableFuture<>();
        waiters.computeIfAbsent(nonce, n -> new ArrayList<>(1)).add(waiter);
        return waiter;
    }

    void stopWaiting(long nonce, CompletableFuture<Void> waiter) {
        waiters.computeIfPresent(nonce, (n, list) -> {
            list.remove(waiter);
            return list.isEmpty() ? null : list;
        });
    }

    boolean isIdle() {
        return pending.isEmpty() && waiters.isEmpty() && pendingAuthorizations == 0;
    }

    private void recount() {
        AccountState known = state;
        if (known != null) {
            nextNonce = known.nonce();
            advance();
        }
    }

    private void advance() {
        while (isFilled(nextNonce)) {
            nextNonce++;
        }
        wake();
    }

    private boolean isFilled(long nonce) {
        return pendingNonces.containsKey(nonce) && (lostCount == 0 || isFilledByOneThatIsNotLost(nonce));
    }

    private boolean isFilledByOneThatIsNotLost(long nonce) {
        return pending.values().stream().anyMatch(arrival -> arrival.nonce() == nonce && !arrival.isLost());
    }

    private void wake() {
        while (!waiters.isEmpty() && waiters.firstKey() <= nextNonce) {
            waiters.pollFirstEntry().getValue().forEach(waiter -> waiter.complete(null));
        }
    }

    private void wakeAll() {
        waiters.values().forEach(list -> list.forEach(waiter -> waiter.complete(null)));
        waiters.clear();
    }
}
