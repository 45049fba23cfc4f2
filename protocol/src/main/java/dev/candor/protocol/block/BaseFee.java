package dev.candor.protocol.block;

import java.math.BigInteger;

/** The base fee of the next block (EIP-1559), with Ethereum's elasticity 2 and denominator 8. */
public final class BaseFee {
    private static final long ELASTICITY = 2;
    private static final BigInteger MAX_CHANGE_DENOMINATOR = BigInteger.valueOf(8);

    private BaseFee() {}

    /** Wei per gas of the block after {@code parent}. */
    public static BigInteger after(L2BlockHeader parent) {
        return after(parent.baseFeePerGas(), parent.gasUsed(), parent.gasLimit());
    }

    /** Wei per gas of the block after one with this base fee, gas used and gas limit. */
    public static BigInteger after(BigInteger baseFeePerGas, long gasUsed, long gasLimit) {
        long target = gasLimit / ELASTICITY;
        if (gasUsed == target) {
            return baseFeePerGas;
        }
        BigInteger change = baseFeePerGas
                .multiply(BigInteger.valueOf(Math.abs(gasUsed - target)))
                .divide(BigInteger.valueOf(target))
                .divide(MAX_CHANGE_DENOMINATOR);
        return gasUsed > target
                ? baseFeePerGas.add(change.max(BigInteger.ONE))
                : baseFeePerGas.subtract(change).max(BigInteger.ZERO);
    }
}
