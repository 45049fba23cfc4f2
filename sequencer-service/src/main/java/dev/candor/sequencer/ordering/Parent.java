package dev.candor.sequencer.ordering;

import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.rollup.RollupIdentity;

/** What a cut needs to know of the batch before it; for batch 1 it is the genesis. */
record Parent(
        long number,
        Hash32 batchHash,
        long endSeq,
        long sealedAtMillis,
        long forcedThrough,
        long depositsThrough,
        long l1OriginNumber) {

    private static final long MILLIS_PER_SECOND = 1000;

    static Parent genesis(RollupIdentity rollup) {
        return new Parent(
                0,
                rollup.genesisHash(),
                0,
                rollup.genesisTimestampSeconds() * MILLIS_PER_SECOND,
                0,
                0,
                rollup.l1DeploymentBlock());
    }

    static Parent of(StoredBatch batch) {
        Cut cut = batch.cut();
        StoredBatch.Ordered ordered = batch.ordered()
                .orElseThrow(() -> new IllegalStateException(
                        "Expected batch %d to have a signed header before its child is cut, found status %s."
                                .formatted(batch.number(), batch.status())));
        return new Parent(
                batch.number(),
                ordered.batchHash(),
                batch.endSeq(),
                cut.sealedAtMillis(),
                cut.forcedThrough(),
                cut.depositsThrough(),
                cut.l1OriginNumber());
    }
}
