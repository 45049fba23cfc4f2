package dev.candor.execution;

import dev.candor.protocol.types.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Nonces and balances of some accounts along a block: what each transaction left behind where it changed them. */
public final class AccountChanges {
    private final Map<Address, List<Change>> byAccount;

    private AccountChanges(Map<Address, List<Change>> byAccount) {
        this.byAccount = byAccount;
    }

    /**
     * The account before a transaction of the block.
     *
     * @param atParent the account in the parent block's state
     * @param transactionIndex in the block; the number of its transactions asks for the end
     */
    public L2State.Account before(Address address, L2State.Account atParent, int transactionIndex) {
        long nonce = atParent.nonce();
        BigInteger balance = atParent.balance();
        for (Change change : byAccount.getOrDefault(address, List.of())) {
            if (change.transactionIndex() >= transactionIndex) {
                break;
            }
            nonce = change.nonce().orElse(nonce);
            balance = change.balance().orElse(balance);
        }
        return new L2State.Account(nonce, balance, atParent.delegated(), atParent.contract());
    }

    /** Values after the transaction; empty where it left them as they were. */
    public record Change(int transactionIndex, OptionalLong nonce, Optional<BigInteger> balance) {}

    /** Takes changes in the order of the transactions. */
    public static final class Builder {
        private final Map<Address, List<Change>> byAccount = new HashMap<>();

        void add(Address address, Change change) {
            byAccount.computeIfAbsent(address, any -> new ArrayList<>()).add(change);
        }

        AccountChanges build() {
            return new AccountChanges(byAccount);
        }
    }
}
