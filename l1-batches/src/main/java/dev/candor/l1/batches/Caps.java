package dev.candor.l1.batches;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.ordering.ForcedEntry;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Seq;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** The policy's caps on bytes and declared gas (protocol.md section 4); a single arrival is taken whatever they are. */
final class Caps {
    private final Policy policy;

    Caps(Policy policy) {
        this.policy = policy;
    }

    /** @param gasLimits of the arrivals that have their bytes in the data */
    void compare(
            BatchHeader header,
            List<OrderedTransaction> transactions,
            Map<Seq, Long> gasLimits,
            RulesAtOrigin.Rules rules,
            Differences differences) {
        if (header.seqCount() <= 1) {
            return;
        }
        long bytes = 0;
        BigInteger gas = forcedGas(rules.judged(header.rollupId()));
        for (OrderedTransaction transaction : transactions) {
            if (transaction.leaf().kind() == OrderLeaf.Kind.ARRIVAL) {
                bytes += transaction.rawTx().size();
                gas = gas.add(unsigned(
                        gasLimits.getOrDefault(new Seq(transaction.leaf().index()), 0L)));
            }
        }
        long maxBytes = Integer.toUnsignedLong(policy.maxBytes());
        if (bytes > maxBytes) {
            differences.add(Difference.Part.CAPS, "at most " + maxBytes + " bytes", bytes + " bytes");
        }
        BigInteger maxGas = unsigned(policy.maxGas());
        if (gas.compareTo(maxGas) > 0) {
            differences.add(Difference.Part.CAPS, "at most " + maxGas + " declared gas", gas + " gas");
        }
    }

    /** Of those that the engine sees. */
    private static BigInteger forcedGas(List<ForcedEntry> forced) {
        return forced.stream()
                .flatMap(entry -> entry.transaction().stream())
                .map(EthTransaction::gasLimit)
                .map(Caps::unsigned)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}
