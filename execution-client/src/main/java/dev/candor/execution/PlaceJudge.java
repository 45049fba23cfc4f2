package dev.candor.execution;

import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges transactions that a block leaves out, each on the exact state before its place in that block (EIP-3607, EIP-1559 and
 * the yellow paper's section 6: code, nonce, balance, gas left).
 */
final class PlaceJudge {
    private final List<EthTransaction> candidates;
    private final Trials.Run run;
    private final Map<Address, L2State.Account> atParent;
    private final long blockGasLimit;
    private final Map<Address, Spending> spending = new HashMap<>();

    PlaceJudge(
            List<EthTransaction> candidates,
            Trials.Run run,
            Map<Address, L2State.Account> atParent,
            long blockGasLimit) {
        this.candidates = candidates;
        this.run = run;
        this.atParent = atParent;
        this.blockGasLimit = blockGasLimit;
    }

    /**
     * The lowest of {@code runnable} could run at its place for certain. Those after it are likely to: they are judged on a block
     * in which the ones before them did not run, corrected by what these would have taken from their own sender.
     */
    record Judgement(NavigableSet<Integer> runnable, SortedMap<Integer, Skip> invalid) {}

    /** What the taken-back transactions of one sender would have changed of it. */
    private record Spending(long transactions, BigInteger wei) {
        static final Spending NONE = new Spending(0, BigInteger.ZERO);
    }

    /**
     * @param included indices of the block's transactions among the candidates, ascending
     * @param leftOut indices to judge, ascending
     */
    Judgement judge(List<Integer> included, NavigableSet<Integer> leftOut) {
        NavigableSet<Integer> runnable = new TreeSet<>();
        SortedMap<Integer, Skip> invalid = new TreeMap<>();
        int place = 0;
        for (int index : leftOut) {
            while (place < included.size() && included.get(place) < index) {
                place++;
            }
            Optional<Skip> skip = judge(candidates.get(index), place);
            if (skip.isPresent()) {
                invalid.put(index, skip.get());
            } else {
                runnable.add(index);
            }
        }
        return new Judgement(runnable, invalid);
    }

    private Optional<Skip> judge(EthTransaction transaction, int place) {
        Address sender = transaction.sender();
        L2State.Account parent = atParent.get(sender);
        if (parent == null) {
            throw new IllegalStateException("Expected the sender " + sender + " to have been read, found it missing.");
        }
        L2State.Account account = run.changes().before(sender, parent, place);
        Spending spent = spending.getOrDefault(sender, Spending.NONE);
        long nonce = account.nonce() + spent.transactions();
        BigInteger balance = account.balance().subtract(spent.wei());
        if (account.contract()) {
            return skip(Skip.Reason.SENDER_IS_A_CONTRACT, "");
        }
        int order = Long.compareUnsigned(transaction.nonce(), nonce);
        if (order != 0) {
            return skip(
                    order < 0 ? Skip.Reason.NONCE_TOO_LOW : Skip.Reason.NONCE_TOO_HIGH,
                    "has " + Long.toUnsignedString(transaction.nonce()) + ", account at " + nonce);
        }
        if (balance.compareTo(transaction.maxCost()) < 0) {
            return skip(
                    Skip.Reason.INSUFFICIENT_FUNDS,
                    "needs " + transaction.maxCost() + ", account has " + balance.max(BigInteger.ZERO));
        }
        long gasLeft = blockGasLimit - run.gasUsedBefore(place);
        if (Long.compareUnsigned(transaction.gasLimit(), gasLeft) > 0) {
            return skip(
                    Skip.Reason.NOT_ENOUGH_GAS_LEFT,
                    "declares " + transaction.gasLimitUnsigned() + ", the block has " + gasLeft + " left");
        }
        spending.put(sender, new Spending(spent.transactions() + 1, spent.wei().add(transaction.maxCost())));
        return Optional.empty();
    }

    private static Optional<Skip> skip(Skip.Reason reason, String detail) {
        return Optional.of(new Skip(reason, detail));
    }
}
