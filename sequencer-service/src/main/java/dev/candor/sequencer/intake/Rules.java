package dev.candor.sequencer.intake;

import dev.candor.protocol.block.BaseFee;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;

/**
 * What admission is judged by, at one moment.
 *
 * @param policyHash of {@code policy}
 * @param executedNumber the newest executed batch that the ledger has applied; 0 for genesis
 * @param blockGasLimit of every L2 block
 * @param nextBaseFeePerGas wei, of the block after the executed one
 */
record Rules(Policy policy, Hash32 policyHash, long executedNumber, long blockGasLimit, BigInteger nextBaseFeePerGas) {
    /** A backlog longer than this many full batches is refused as BUSY before its fees matter. */
    private static final int MAX_PROJECTED_BATCHES = 64;

    /** Half a block: with the forced entries there is always room for the next arrival (protocol.md section 3). */
    long maxGasLimit() {
        return blockGasLimit / 2;
    }

    /**
     * The base fee that an arrival meets in its batch, if all that is pending before it uses the gas it declares: the batches
     * before it are full ones, and one more may be cut already.
     *
     * @param pendingGas declared gas of all arrivals that are not executed
     */
    BigInteger projectedBaseFee(long pendingGas) {
        long perBatch = Math.min(policy.maxGas(), blockGasLimit);
        BigInteger fee = nextBaseFeePerGas;
        long rest = pendingGas;
        for (int batches = 0; rest >= perBatch && batches < MAX_PROJECTED_BATCHES; batches++) {
            fee = BaseFee.after(fee, perBatch, blockGasLimit);
            rest -= perBatch;
        }
        return fee.max(BaseFee.after(fee, Math.clamp(rest, 0, perBatch), blockGasLimit));
    }
}
