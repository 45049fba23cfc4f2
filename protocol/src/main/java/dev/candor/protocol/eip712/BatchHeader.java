package dev.candor.protocol.eip712;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;

/**
 * What a batch commits to; its digest is {@code batchHash} (protocol.md section 5).
 *
 * @param parentHash the parent's {@code batchHash}; of batch 1 the genesis hash
 * @param txCount order leaves, forced and skipped ones too
 * @param beaconKind 0 NONE, 1 OWN, 2 QUORUM
 * @param sealedAtMillis Unix milliseconds, greater than the parent's
 * @param forcedThrough forced entries taken since genesis, this batch's included
 */
public record BatchHeader(
        RollupId rollupId,
        Generation generation,
        BatchNumber number,
        Hash32 parentHash,
        Seq firstSeq,
        long seqCount,
        int txCount,
        Hash32 cutRoot,
        Hash32 arrivalRoot,
        Hash32 orderRoot,
        int beaconKind,
        Hash32 seed,
        Hash32 policyHash,
        long sealedAtMillis,
        long forcedThrough,
        long depositsThrough,
        long l1OriginNumber,
        Hash32 l1OriginHash)
        implements SignedObject {
    private static final int WORDS = 19;

    @Override
    public Hash32 typeHash() {
        return TypeHashes.BATCH_HEADER;
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
                .uint32(txCount)
                .bytes32(cutRoot)
                .bytes32(arrivalRoot)
                .bytes32(orderRoot)
                .uint8(beaconKind)
                .bytes32(seed)
                .bytes32(policyHash)
                .uint64(sealedAtMillis)
                .uint64(forcedThrough)
                .uint64(depositsThrough)
                .uint64(l1OriginNumber)
                .bytes32(l1OriginHash)
                .finish();
    }

    /** The cut this header was made from, all of whose members it repeats. */
    public Cut toCut() {
        return new Cut(
                rollupId,
                generation,
                number,
                parentHash,
                firstSeq,
                seqCount,
                cutRoot,
                forcedThrough,
                depositsThrough,
                sealedAtMillis,
                policyHash,
                l1OriginNumber,
                l1OriginHash);
    }

    /** The digest of {@link #toCut()}: what the beacon signed. */
    public Hash32 cutHash(CandorDomain domain) {
        return toCut().digest(domain);
    }
}
