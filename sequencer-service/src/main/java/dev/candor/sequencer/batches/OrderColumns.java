package dev.candor.sequencer.batches;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.types.Hash32;
import jakarta.persistence.Embeddable;

/** What the header adds to the cut. */
@Embeddable
record OrderColumns(
        Short beaconKind,
        byte[] beaconSignature,
        byte[] seed,
        Integer txCount,
        byte[] arrivalRoot,
        byte[] orderRoot,
        byte[] batchHash) {

    static OrderColumns of(BatchHeader header, Hash32 batchHash, byte[] beaconSignature) {
        return new OrderColumns(
                (short) header.beaconKind(),
                beaconSignature,
                header.seed().toArray(),
                header.txCount(),
                header.arrivalRoot().toArray(),
                header.orderRoot().toArray(),
                batchHash.toArray());
    }

    BatchHeader toHeader(Cut cut) {
        return new BatchHeader(
                cut.rollupId(),
                cut.generation(),
                cut.number(),
                cut.parentHash(),
                cut.firstSeq(),
                cut.seqCount(),
                txCount,
                cut.cutRoot(),
                Hash32.copyOf(arrivalRoot),
                Hash32.copyOf(orderRoot),
                beaconKind,
                Hash32.copyOf(seed),
                cut.policyHash(),
                cut.sealedAtMillis(),
                cut.forcedThrough(),
                cut.depositsThrough(),
                cut.l1OriginNumber(),
                cut.l1OriginHash());
    }
}
