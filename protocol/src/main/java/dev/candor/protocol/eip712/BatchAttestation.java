package dev.candor.protocol.eip712;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;

/**
 * A witness's verdict on a batch and its execution (protocol.md section 9).
 *
 * @param verdict the code of a {@link Verdict}
 */
public record BatchAttestation(
        RollupId rollupId,
        Generation generation,
        BatchNumber number,
        Hash32 batchHash,
        Hash32 executionHash,
        int verdict)
        implements SignedObject {
    private static final int WORDS = 7;

    public BatchAttestation(
            RollupId rollupId,
            Generation generation,
            BatchNumber number,
            Hash32 batchHash,
            Hash32 executionHash,
            Verdict verdict) {
        this(rollupId, generation, number, batchHash, executionHash, verdict.code());
    }

    @Override
    public Hash32 typeHash() {
        return TypeHashes.BATCH_ATTESTATION;
    }

    @Override
    public byte[] encodeData() {
        return new AbiWords(WORDS)
                .bytes32(typeHash())
                .uint64(rollupId.value())
                .uint64(generation.value())
                .uint64(number.value())
                .bytes32(batchHash)
                .bytes32(executionHash)
                .uint8(verdict)
                .finish();
    }
}
