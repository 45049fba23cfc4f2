package dev.candor.protocol.eip712;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;

/**
 * A contiguous range of arrivals, fixed and signed before its seed can be known; its digest is {@code cutHash}
 * (protocol.md section 4).
 *
 * @param parentHash the parent's {@code batchHash}; of batch 1 the genesis hash
 * @param forcedThrough forced entries taken since genesis, this batch's included
 * @param sealedAtMillis Unix milliseconds, greater than the parent's
 */
public record Cut(
        RollupId rollupId,
        Generation generation,
        BatchNumber number,
        Hash32 parentHash,
        Seq firstSeq,
        long seqCount,
        Hash32 cutRoot,
        long forcedThrough,
        long depositsThrough,
        long sealedAtMillis,
        Hash32 policyHash,
        long l1OriginNumber,
        Hash32 l1OriginHash)
        implements SignedObject {
    private static final int WORDS = 14;

    @Override
    public Hash32 typeHash() {
        return TypeHashes.CUT;
    }

    @Override
    public byte[] encodeData() {
        return new AbiWords(WORDS)
                .bytes32(typeHash())
                .uint64(rollupId.value())
                .uint64(generation.value())
                .uint64(number.value())
                .bytes32(parentHash)
                .uint64(firstSeq.value())
                .uint64(seqCount)
                .bytes32(cutRoot)
                .uint64(forcedThrough)
                .uint64(depositsThrough)
                .uint64(sealedAtMillis)
                .bytes32(policyHash)
                .uint64(l1OriginNumber)
                .bytes32(l1OriginHash)
                .finish();
    }
}
