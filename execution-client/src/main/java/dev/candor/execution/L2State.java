package dev.candor.execution;

import dev.candor.protocol.types.Address;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/** Reads of the L2 state, many accounts in one request to the client. */
public interface L2State {

    /**
     * @param blockNumber an executed block, one of the newest: a client that is not an archive answers for the last 128 or so
     * @throws EngineUnavailableException the client does not answer or lacks the block
     */
    Map<Address, Account> accounts(Collection<Address> addresses, long blockNumber);

    /** The head block: what a next block's base fee is computed from. */
    Head head();

    /**
     * @param delegated whether its code is an EIP-7702 delegation designator
     * @param contract whether it has other code
     */
    record Account(long nonce, BigInteger balance, boolean delegated, boolean contract) {}

    /**
     * @param baseFeePerGas wei, of this block
     * @param nextBaseFeePerGas wei, of the block after it (EIP-1559)
     */
    record Head(long number, long gasLimit, long gasUsed, BigInteger baseFeePerGas, BigInteger nextBaseFeePerGas) {}
}
