package dev.candor.audit.findings.rules;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;

/** A header with one member altered. */
record AlteredHeader(BatchHeader header) {
    BatchHeader cutRoot(Hash32 root) {
        return with(root, header.arrivalRoot(), header.orderRoot(), header.seed());
    }

    BatchHeader arrivalRoot(Hash32 root) {
        return with(header.cutRoot(), root, header.orderRoot(), header.seed());
    }

    BatchHeader orderRoot(Hash32 root) {
        return with(header.cutRoot(), header.arrivalRoot(), root, header.seed());
    }

    BatchHeader seed(Hash32 seed) {
        return with(header.cutRoot(), header.arrivalRoot(), header.orderRoot(), seed);
    }

    BatchHeader sealedAtMillis(long millis) {
        return copy(header.firstSeq(), header.policyHash(), millis, header.forcedThrough());
    }

    BatchHeader policyHash(Hash32 hash) {
        return copy(header.firstSeq(), hash, header.sealedAtMillis(), header.forcedThrough());
    }

    BatchHeader forcedThrough(long through) {
        return copy(header.firstSeq(), header.policyHash(), header.sealedAtMillis(), through);
    }

    BatchHeader parentHash(Hash32 hash) {
        return copy(hash, header.firstSeq(), header.policyHash(), header.sealedAtMillis(), header.forcedThrough());
    }

    private BatchHeader copy(Seq firstSeq, Hash32 policyHash, long sealedAtMillis, long forcedThrough) {
        return copy(header.parentHash(), firstSeq, policyHash, sealedAtMillis, forcedThrough);
    }

    private BatchHeader copy(
            Hash32 parentHash, Seq firstSeq, Hash32 policyHash, long sealedAtMillis, long forcedThrough) {
        return new BatchHeader(
                header.rollupId(),
                header.generation(),
                header.number(),
                parentHash,
                firstSeq,
                header.seqCount(),
                header.txCount(),
                header.cutRoot(),
                header.arrivalRoot(),
                header.orderRoot(),
                header.beaconKind(),
                header.seed(),
                policyHash,
                sealedAtMillis,
                forcedThrough,
                header.depositsThrough(),
                header.l1OriginNumber(),
                header.l1OriginHash());
    }

    private BatchHeader with(Hash32 cutRoot, Hash32 arrivalRoot, Hash32 orderRoot, Hash32 seed) {
        return new BatchHeader(
                header.rollupId(),
                header.generation(),
                header.number(),
                header.parentHash(),
                header.firstSeq(),
                header.seqCount(),
                header.txCount(),
                cutRoot,
                arrivalRoot,
                orderRoot,
                header.beaconKind(),
                seed,
                header.policyHash(),
                header.sealedAtMillis(),
                header.forcedThrough(),
                header.depositsThrough(),
                header.l1OriginNumber(),
                header.l1OriginHash());
    }
}
