package dev.candor.sequencer.intake;

import dev.candor.protocol.transaction.Authorization;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.sequencer.arrivals.PromiseOutcome;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A transaction from its admission, or from its sight in the line, to its execution. The mutable part is guarded by the lock
 * of its sender.
 */
final class PendingArrival {
    static final long NO_SEQ = -1;

    private final Hash32 hash;
    private final Address sender;
    private final long nonce;
    private final long gasLimit;
    private final BigInteger maxCost;
    private final List<Address> authorities;
    private @Nullable CompletableFuture<PromiseOutcome> promise;
    private long seq = NO_SEQ;
    private boolean lost;
    private boolean ofDelegated;

    private PendingArrival(EthTransaction transaction, List<Address> authorities) {
        this.hash = transaction.hash();
        this.sender = transaction.sender();
        this.nonce = transaction.nonce();
        this.gasLimit = transaction.gasLimit();
        this.maxCost = transaction.maxCost();
        this.authorities = authorities;
    }

    static PendingArrival of(EthTransaction transaction, RollupId rollupId) {
        return new PendingArrival(transaction, authorities(transaction, rollupId));
    }

    /** The accounts that an authorization of the transaction may turn into delegated ones, each once. */
    static List<Address> authorities(EthTransaction transaction, RollupId rollupId) {
        List<Authorization> authorizations = transaction.authorizations();
        return authorizations.isEmpty()
                ? List.of()
                : authorizations.stream()
                        .flatMap(authorization -> authorization.authority(rollupId).stream())
                        .distinct()
                        .toList();
    }

    /** Its sender counted as delegated when it was entered. */
    boolean isOfDelegated() {
        return ofDelegated;
    }

    void countAsDelegated() {
        ofDelegated = true;
    }

    Hash32 hash() {
        return hash;
    }

    Address sender() {
        return sender;
    }

    long nonce() {
        return nonce;
    }

    long gasLimit() {
        return gasLimit;
    }

    BigInteger maxCost() {
        return maxCost;
    }

    List<Address> authorities() {
        return authorities;
    }

    /** The promise under way in this process; empty for an arrival of another replica or of an earlier life. */
    Optional<CompletableFuture<PromiseOutcome>> promise() {
        return Optional.ofNullable(promise);
    }

    void promisedBy(CompletableFuture<PromiseOutcome> future) {
        promise = future;
        lost = false;
    }

    /** Its number in the line; {@link #NO_SEQ} while it is only on its way there. */
    long seq() {
        return seq;
    }

    void arrivedAs(long arrivalSeq) {
        seq = arrivalSeq;
        lost = false;
    }

    boolean hasArrived() {
        return seq != NO_SEQ;
    }

    /** No promise came back and it has not been seen in the line: whether it will be is not known. */
    boolean isLost() {
        return lost;
    }

    void markLost() {
        lost = !hasArrived();
    }
}
