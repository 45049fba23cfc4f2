package dev.candor.protocol.transaction;

import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a wallet fills in before it signs; the members mean what they mean in {@link EthTransaction}. Start from one of
 * the factories and refine with the {@code with…} methods.
 */
public record UnsignedTransaction(
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
        List<Authorization> authorizations) {

    public UnsignedTransaction {
        accessList = List.copyOf(accessList);
        authorizations = List.copyOf(authorizations);
    }

    /** Type 0; a contract creation until {@link #withTo} is called. */
    public static UnsignedTransaction legacy(long chainId, long nonce, BigInteger gasPrice, long gasLimit) {
        return bare(TransactionType.LEGACY, chainId, nonce, gasPrice, gasPrice, gasLimit);
    }

    /** Type 1; a contract creation until {@link #withTo} is called. */
    public static UnsignedTransaction accessList(long chainId, long nonce, BigInteger gasPrice, long gasLimit) {
        return bare(TransactionType.ACCESS_LIST, chainId, nonce, gasPrice, gasPrice, gasLimit);
    }

    /** Type 2; a contract creation until {@link #withTo} is called. */
    public static UnsignedTransaction dynamicFee(
            long chainId, long nonce, BigInteger maxPriorityFeePerGas, BigInteger maxFeePerGas, long gasLimit) {
        return bare(TransactionType.DYNAMIC_FEE, chainId, nonce, maxPriorityFeePerGas, maxFeePerGas, gasLimit);
    }

    /** Type 4; needs {@link #withTo} and {@link #withAuthorizations} to decode. */
    public static UnsignedTransaction setCode(
            long chainId, long nonce, BigInteger maxPriorityFeePerGas, BigInteger maxFeePerGas, long gasLimit) {
        return bare(TransactionType.SET_CODE, chainId, nonce, maxPriorityFeePerGas, maxFeePerGas, gasLimit);
    }

    public UnsignedTransaction withTo(Address destination) {
        return copy(Optional.of(destination), value, data, accessList, authorizations);
    }

    public UnsignedTransaction withValue(BigInteger wei) {
        return copy(to, wei, data, accessList, authorizations);
    }

    public UnsignedTransaction withData(Bytes input) {
        return copy(to, value, input, accessList, authorizations);
    }

    public UnsignedTransaction withAccessList(List<AccessListEntry> entries) {
        return copy(to, value, data, entries, authorizations);
    }

    public UnsignedTransaction withAuthorizations(List<Authorization> entries) {
        return copy(to, value, data, accessList, entries);
    }

    private UnsignedTransaction copy(
            Optional<Address> newTo,
            BigInteger newValue,
            Bytes newData,
            List<AccessListEntry> newAccessList,
            List<Authorization> newAuthorizations) {
        return new UnsignedTransaction(
                type,
                chainId,
                nonce,
                maxPriorityFeePerGas,
                maxFeePerGas,
                gasLimit,
                newTo,
                newValue,
                newData,
                newAccessList,
                newAuthorizations);
    }

    private static UnsignedTransaction bare(
            TransactionType type, long chainId, long nonce, BigInteger priorityFee, BigInteger maxFee, long gasLimit) {
        return new UnsignedTransaction(
                type,
                chainId,
                nonce,
                priorityFee,
                maxFee,
                gasLimit,
                Optional.empty(),
                BigInteger.ZERO,
                Bytes.EMPTY,
                List.of(),
                List.of());
    }
}
