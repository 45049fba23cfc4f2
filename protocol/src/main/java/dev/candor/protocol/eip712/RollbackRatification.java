package dev.candor.protocol.eip712;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;

/**
 * A witness's consent to a rollback (protocol.md section 9).
 *
 * @param generation the one being ended
 */
public record RollbackRatification(
        RollupId rollupId, Generation generation, Hash32 faultId, BatchNumber anchorNumber, Hash32 anchorHash)
        implements SignedObject {
    private static final int WORDS = 6;

    @Override
    public Hash32 typeHash() {
        return TypeHashes.ROLLBACK_RATIFICATION;
    }

    @Override
    public byte[] encodeData() {
        return new AbiWords(WORDS)
                .bytes32(typeHash())
                .uint64(rollupId.value())
                .uint64(generation.value())
                .bytes32(faultId)
                .uint64(anchorNumber.value())
                .bytes32(anchorHash)
                .finish();
    }
}
