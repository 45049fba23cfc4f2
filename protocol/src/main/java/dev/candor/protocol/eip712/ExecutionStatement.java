package dev.candor.protocol.eip712;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;

/**
 * What execution of a batch came to; its digest is {@code executionHash} (protocol.md section 6).
 */
public record ExecutionStatement(
        RollupId rollupId,
        Generation generation,
        BatchNumber number,
        Hash32 batchHash,
        Hash32 l2BlockHash,
        Hash32 stateRoot,
        Hash32 receiptsRoot,
        Hash32 outcomesRoot,
        long gasUsed)
        implements SignedObject {
    private static final int WORDS = 10;

    @Override
    public Hash32 typeHash() {
        return TypeHashes.EXECUTION_STATEMENT;
    }

    @Override
    public byte[] encodeData() {
        return new AbiWords(WORDS)
                .bytes32(typeHash())
                .uint64(rollupId.value())
                .uint64(generation.value())
                .uint64(number.value())
                .bytes32(batchHash)
                .bytes32(l2BlockHash)
                .bytes32(stateRoot)
                .bytes32(receiptsRoot)
                .bytes32(outcomesRoot)
                .uint64(gasUsed)
                .finish();
    }
}
