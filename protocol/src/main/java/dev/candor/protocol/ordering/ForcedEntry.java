package dev.candor.protocol.ordering;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.util.Optional;

/**
 * An entry of the ForcedInbox as it stands in a batch.
 *
 * @param index its place in the queue, from 0; unsigned 64 bits
 * @param txHash keccak256 of its bytes, whether they decode or not
 * @param transaction empty when it is skipped before the engine sees it: it takes a position with sender and nonce 0
 */
public record ForcedEntry(long index, Hash32 txHash, Optional<EthTransaction> transaction) {

    /**
     * Judges an entry (protocol.md section 6): it must decode, be for this chain, and declare exactly the gas that was
     * paid for in the inbox.
     *
     * @param paidGas the gas limit that {@code ForcedQueued} names; unsigned 64 bits
     */
    public static ForcedEntry judge(long index, Bytes rawTx, long paidGas, RollupId rollupId) {
        Optional<EthTransaction> runnable = switch (RawTransaction.decode(rawTx, rollupId)) {
            case RawTransaction.Decoded(EthTransaction transaction) ->
                Optional.of(transaction).filter(tx -> tx.gasLimit() == paidGas);
            case RawTransaction.Malformed malformed -> Optional.empty();
        };
        return new ForcedEntry(index, Keccak256.hash(rawTx), runnable);
    }

    public Address sender() {
        return transaction.map(EthTransaction::sender).orElse(Address.ZERO);
    }

    public long nonce() {
        return transaction.map(EthTransaction::nonce).orElse(0L);
    }
}
