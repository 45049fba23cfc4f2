package dev.candor.execution;

import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Attempts at one block, all on the same parent with the same attributes. */
interface Trials {

    /** Gas limit of the block. */
    long gasLimit();

    BuildOutcome build(List<EthTransaction> transactions);

    /** Accounts in the parent's state. */
    Map<Address, L2State.Account> atParent(Collection<Address> addresses);

    /**
     * Has a built block executed beside the chain and says what happened in it to some accounts.
     *
     * @param atParent the accounts of interest
     */
    Run run(Payload payload, Map<Address, L2State.Account> atParent);

    /** @param receipts one per transaction of the block */
    record Run(List<ExecutionEngine.Receipt> receipts, AccountChanges changes) {

        /** Gas used by the transactions before an index. */
        long gasUsedBefore(int index) {
            return index == 0 ? 0 : receipts.get(index - 1).cumulativeGasUsed();
        }
    }
}
