package dev.candor.protocol.transaction;

import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A signed transaction that decodes, with its sender.
 *
 * @param raw the bytes it was decoded from, which are its only encoding
 * @param hash keccak256(raw)
 * @param chainId unsigned 64 bits
 * @param nonce unsigned 64 bits
 * @param maxPriorityFeePerGas wei; of types 0 and 1 the gas price
 * @param maxFeePerGas wei; of types 0 and 1 the gas price
 * @param gasLimit unsigned 64 bits
 * @param to empty for a contract creation
 * @param value wei
 * @param accessList empty for type 0
 * @param authorizations empty but for type 4
 */
public record EthTransaction(
        Bytes raw,
        Hash32 hash,
        Address sender,
        TransactionType type,
        long chainId,
        long nonce,
        BigInteger maxPriorityFeePerGas,
        BigInteger maxFeePerGas,
        long gasLimit,
        Optional<Address> to,
        BigInteger value,
        Bytes data,
        List<AccessListEntry> accessList,
        List<Authorization> authorizations,
        Signature65 signature) {

    public EthTransaction {
        accessList = List.copyOf(accessList);
        authorizations = List.copyOf(authorizations);
    }

    public boolean isFor(RollupId rollupId) {
        return chainId == rollupId.value();
    }

    public boolean createsContract() {
        return to.isEmpty();
    }

    /** The gas limit as a number that is never negative. */
    public BigInteger gasLimitUnsigned() {
        return unsigned(gasLimit);
    }

    /** The most wei it can take from its sender: {@code value + gasLimit · maxFeePerGas}. */
    public BigInteger maxCost() {
        return value.add(gasLimitUnsigned().multiply(maxFeePerGas));
    }

    /** Wei per gas that it pays at this base fee: {@code min(maxFee, baseFee + maxPriorityFee)} (EIP-1559). */
    public BigInteger effectiveGasPrice(BigInteger baseFeePerGas) {
        return maxFeePerGas.min(baseFeePerGas.add(maxPriorityFeePerGas));
    }

    private static BigInteger unsigned(long value) {
        return value >= 0 ? BigInteger.valueOf(value) : new BigInteger(Long.toUnsignedString(value));
    }
}
