package dev.candor.sequencer.intake;

import dev.candor.execution.L2State;
import java.math.BigInteger;

/**
 * An account as far as the ledger knows it.
 *
 * @param balance wei; exact at batch {@code readAt}, later on at least this much
 * @param readAt number of the executed batch at which it was read
 */
record AccountState(long nonce, BigInteger balance, boolean delegated, boolean contract, long readAt) {

    static AccountState read(L2State.Account account, long executedNumber) {
        return new AccountState(
                account.nonce(), account.balance(), account.delegated(), account.contract(), executedNumber);
    }

    /**
     * After a transaction of its own was executed: others only add to a plain account's balance, and the transaction took at
     * most its maximum.
     */
    AccountState afterOwn(PendingArrival executed) {
        return new AccountState(
                Math.max(nonce, executed.nonce() + 1),
                balance.subtract(executed.maxCost()).max(BigInteger.ZERO),
                delegated,
                contract,
                readAt);
    }

    /** A delegated account's balance and nonce change without a transaction of its own. */
    boolean isUsableAt(long executedNumber) {
        return !delegated || readAt == executedNumber;
    }
}
