package dev.candor.sequencer.batches;

import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import jakarta.persistence.Embeddable;

/** The members of the cut, one column each. */
@Embeddable
record CutColumns(
        byte[] parentHash,
        long firstSeq,
        long seqCount,
        byte[] cutRoot,
        long forcedFrom,
        long forcedThrough,
        long depositsThrough,
        long sealedAtMillis,
        byte[] policyHash,
        long l1OriginNumber,
        byte[] l1OriginHash,
        byte[] cutHash) {

    static CutColumns of(Cut cut, Hash32 cutHash, long forcedFrom) {
        return new CutColumns(
                cut.parentHash().toArray(),
                cut.firstSeq().value(),
                cut.seqCount(),
                cut.cutRoot().toArray(),
                forcedFrom,
                cut.forcedThrough(),
                cut.depositsThrough(),
                cut.sealedAtMillis(),
                cut.policyHash().toArray(),
                cut.l1OriginNumber(),
                cut.l1OriginHash().toArray(),
                cutHash.toArray());
    }

    Cut toCut(RollupId rollupId, BatchRowId id) {
        return new Cut(
                rollupId,
                new Generation(id.generation()),
                new BatchNumber(id.number()),
                Hash32.copyOf(parentHash),
                new Seq(firstSeq),
                seqCount,
                Hash32.copyOf(cutRoot),
                forcedThrough,
                depositsThrough,
                sealedAtMillis,
                Hash32.copyOf(policyHash),
                l1OriginNumber,
                Hash32.copyOf(l1OriginHash));
    }
}
