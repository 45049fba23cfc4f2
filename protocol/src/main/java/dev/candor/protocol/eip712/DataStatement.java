package dev.candor.protocol.eip712;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;

/**
 * What data belongs to a batch (protocol.md section 7). It takes no slot: one batch may be compressed in several ways.
 */
public record DataStatement(
        RollupId rollupId, Generation generation, BatchNumber number, Hash32 batchHash, Hash32 dataHash)
        implements SignedObject {
    private static final int WORDS = 6;

    @Override
    public Hash32 typeHash() {
        return TypeHashes.DATA_STATEMENT;
    }

    @Override
    public byte[] encodeData() {
        return new AbiWords(WORDS)
                .bytes32(typeHash())
                .uint64(rollupId.value())
                .uint64(generation.value())
                .uint64(number.value())
                .bytes32(batchHash)
                .bytes32(dataHash)
                .finish();
    }
}
