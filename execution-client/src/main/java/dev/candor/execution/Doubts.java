package dev.candor.execution;

import dev.candor.protocol.transaction.Authorization;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.RollupId;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells transactions that cannot fail from those that may. The nonce and the balance of an account without code that signed no
 * authorization in the batch change, but for incoming wei, by its own transactions only; so while its nonces follow on each
 * other and its balance in the parent covers {@code value + gas * maxFee} of all of them, they run whatever the others do.
 */
final class Doubts {
    private final RollupId rollupId;

    Doubts(RollupId rollupId) {
        this.rollupId = rollupId;
    }

    /** What an account has left when each of its transactions takes the most it can. */
    private record Reserve(long nonce, BigInteger balance) {}

    /**
     * @param candidates in order; {@code skipped} ones of them do not run
     * @param atParent the senders, in the parent's state
     * @return indices of the candidates that may fail
     */
    Set<Integer> among(List<EthTransaction> candidates, Set<Integer> skipped, Map<Address, L2State.Account> atParent) {
        Set<Address> authorities = authorities(candidates);
        Map<Address, Reserve> reserves = new HashMap<>();
        Set<Integer> doubtful = new TreeSet<>();
        for (int index = 0; index < candidates.size(); index++) {
            EthTransaction transaction = candidates.get(index);
            L2State.Account account = atParent.get(transaction.sender());
            if (account == null || skipped.contains(index)) {
                continue;
            }
            Reserve reserve = reserves.computeIfAbsent(
                    transaction.sender(), any -> new Reserve(account.nonce(), account.balance()));
            BigInteger left = reserve.balance().subtract(transaction.maxCost());
            boolean certain = !account.delegated()
                    && !account.contract()
                    && !authorities.contains(transaction.sender())
                    && transaction.nonce() == reserve.nonce()
                    && left.signum() >= 0;
            if (certain) {
                reserves.put(transaction.sender(), new Reserve(reserve.nonce() + 1, left));
            } else {
                doubtful.add(index);
            }
        }
        return doubtful;
    }

    private Set<Address> authorities(List<EthTransaction> candidates) {
        Set<Address> authorities = new HashSet<>();
        for (EthTransaction transaction : candidates) {
            for (Authorization authorization : transaction.authorizations()) {
                authorization.authority(rollupId).ifPresent(authorities::add);
            }
        }
        return authorities;
    }
}
