package dev.candor.sequencer.query;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.sequencer.batches.StoredBatch;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(
        description =
                "A batch header with the order key's signatures. cutHash and batchHash are the EIP-712 digests of the"
                        + " cut, whose members all stand in the header, and of the header.")
record SignedHeader(
        Header header,
        String batchHash,
        String headerSignature,
        String cutHash,
        String cutSignature,

        @Schema(description = "96 bytes, a BLS signature over cutHash; 0x for beacon kind 0")
        String beaconSignature) {

    static SignedHeader of(StoredBatch batch, StoredBatch.Ordered ordered) {
        return new SignedHeader(
                Header.of(ordered.header()),
                ordered.batchHash().toHex(),
                ordered.headerSignature().toHex(),
                batch.cutHash().toHex(),
                batch.cutSignature()
                        .orElseThrow(() -> new IllegalStateException(
                                "Expected the cut of ordered batch %d to be signed, found no signature."
                                        .formatted(batch.number())))
                        .toHex(),
                ordered.beaconSignature().toHex());
    }

    @Schema(name = "BatchHeader", description = "The members of the EIP-712 type (spec/protocol.md section 5).")
    record Header(
            String rollupId,
            String generation,
            String number,
            String parentHash,
            String firstSeq,
            String seqCount,

            @Schema(description = "Order leaves: forced and skipped transactions count, duplicates do not")
            int txCount,

            String cutRoot,
            String arrivalRoot,
            String orderRoot,
            @Schema(description = "0 NONE, 1 OWN, 2 QUORUM") int beaconKind,
            String seed,
            String policyHash,
            String sealedAtMillis,

            @Schema(description = "Forced entries taken since genesis, this batch's included")
            String forcedThrough,

            String depositsThrough,
            String l1OriginNumber,
            String l1OriginHash) {

        static Header of(BatchHeader header) {
            return new Header(
                    header.rollupId().toString(),
                    header.generation().toString(),
                    header.number().toString(),
                    header.parentHash().toHex(),
                    header.firstSeq().toString(),
                    Long.toUnsignedString(header.seqCount()),
                    header.txCount(),
                    header.cutRoot().toHex(),
                    header.arrivalRoot().toHex(),
                    header.orderRoot().toHex(),
                    header.beaconKind(),
                    header.seed().toHex(),
                    header.policyHash().toHex(),
                    Long.toUnsignedString(header.sealedAtMillis()),
                    Long.toUnsignedString(header.forcedThrough()),
                    Long.toUnsignedString(header.depositsThrough()),
                    Long.toUnsignedString(header.l1OriginNumber()),
                    header.l1OriginHash().toHex());
        }
    }
}
