package dev.candor.protocol.eip712;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.types.Hash32;

/**
 * A checkpoint of the transparency log, as L1 can check it (protocol.md section 10).
 *
 * @param originHash keccak256 of the UTF-8 of the log's origin
 */
public record LogCheckpoint(Hash32 originHash, long size, Hash32 root) implements SignedObject {
    private static final int WORDS = 4;

    @Override
    public Hash32 typeHash() {
        return TypeHashes.LOG_CHECKPOINT;
    }

    @Override
    public byte[] encodeData() {
        return new AbiWords(WORDS)
                .bytes32(typeHash())
                .bytes32(originHash)
                .uint64(size)
                .bytes32(root)
                .finish();
    }
}
