package dev.candor.sequencer.rollback;

import dev.candor.messaging.Outbox;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchJournal;
import dev.candor.sequencer.rollup.RollupIdentity;

/** The wire form of BatchVoided, version 1 (spec/events.md): released, so it never changes. */
final class RollbackEvents {
    private static final String TOPIC = "candor.batches.v1";

    private RollbackEvents() {}

    static Outbox.Event voided(
            RollupIdentity identity,
            BatchJournal.VoidedBatch batch,
            Hash32 batchHash,
            Rollback rollback,
            long atMillis) {
        BatchVoidedV1 data = new BatchVoidedV1(
                identity.id().toString(),
                Long.toUnsignedString(batch.generation()),
                Long.toUnsignedString(batch.number()),
                batchHash.toHex(),
                rollback.generation().toString(),
                Long.toUnsignedString(rollback.anchorNumber()),
                rollback.faultId().toHex(),
                new L1PlaceV1(
                        rollback.transactionHash().toHex(),
                        Long.toUnsignedString(rollback.blockNumber()),
                        rollback.blockHash().toHex(),
                        rollback.logIndex()));
        return new Outbox.Event(
                TOPIC, "BatchVoided", "voided/%d/%d".formatted(batch.generation(), batch.number()), atMillis, data);
    }

    record BatchVoidedV1(
            String rollupId,
            String generation,
            String number,
            String batchHash,
            String newGeneration,
            String anchorNumber,
            String faultId,
            L1PlaceV1 l1) {}

    record L1PlaceV1(String transactionHash, String blockNumber, String blockHash, int logIndex) {}
}
