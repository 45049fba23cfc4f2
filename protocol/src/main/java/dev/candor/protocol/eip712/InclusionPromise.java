package dev.candor.protocol.eip712;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;

/**
 * The sequencer's promise: transaction {@code txHash} is arrival {@code seq}, and a batch that covers it is on L1 at or
 * before {@code includeBy}. It does not say that the transaction will succeed (protocol.md section 3).
 *
 * @param receivedAtMillis Unix milliseconds by the sequencer's clock
 * @param includeBy Unix seconds of L1
 */
public record InclusionPromise(
        RollupId rollupId,
        Seq seq,
        Hash32 txHash,
        Address sender,
        long nonce,
        long receivedAtMillis,
        long includeBy,
        Hash32 policyHash)
        implements SignedObject {
    private static final int WORDS = 9;

    @Override
    public Hash32 typeHash() {
        return TypeHashes.INCLUSION_PROMISE;
    }

    @Override
    public byte[] encodeData() {
        return new AbiWords(WORDS)
                .bytes32(typeHash())
                .uint64(rollupId.value())
                .uint64(seq.value())
                .bytes32(txHash)
                .address(sender)
                .uint64(nonce)
                .uint64(receivedAtMillis)
                .uint64(includeBy)
                .bytes32(policyHash)
                .finish();
    }
}
