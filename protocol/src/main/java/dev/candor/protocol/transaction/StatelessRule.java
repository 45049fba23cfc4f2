package dev.candor.protocol.transaction;

import java.util.Optional;

/** The rules of Prague that a transaction which decodes can break whatever the state is: it could never be included. */
public enum StatelessRule {
    /** The gas limit covers intrinsic gas and calldata floor (EIP-7623). */
    GAS_COVERS_INTRINSIC,
    /** The priority fee is at most the fee cap (EIP-1559). */
    PRIORITY_FEE_WITHIN_FEE_CAP,
    /** The nonce is below 2^64 - 1 (EIP-2681). */
    NONCE_BELOW_MAXIMUM,
    /** Init code has at most 49,152 bytes (EIP-3860). */
    INIT_CODE_WITHIN_LIMIT;

    private static final int MAX_INIT_CODE_BYTES = 49_152;
    private static final long MAX_UINT64 = -1L;

    /** The first rule that the transaction breaks, or empty. */
    public static Optional<StatelessRule> brokenBy(EthTransaction transaction) {
        if (transaction.nonce() == MAX_UINT64) {
            return Optional.of(NONCE_BELOW_MAXIMUM);
        }
        if (transaction.maxPriorityFeePerGas().compareTo(transaction.maxFeePerGas()) > 0) {
            return Optional.of(PRIORITY_FEE_WITHIN_FEE_CAP);
        }
        if (transaction.createsContract() && transaction.data().size() > MAX_INIT_CODE_BYTES) {
            return Optional.of(INIT_CODE_WITHIN_LIMIT);
        }
        long required = IntrinsicGas.of(transaction).required();
        return Long.compareUnsigned(transaction.gasLimit(), required) < 0
                ? Optional.of(GAS_COVERS_INTRINSIC)
                : Optional.empty();
    }
}
