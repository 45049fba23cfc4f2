package dev.candor.sequencer.ordering;

import dev.candor.messaging.Outbox;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.batches.StoredBatch;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The wire forms of BatchSealed and BatchExecuted, version 1 (spec/events.md): released, so they never change. */
final class BatchEvents {
    private static final String TOPIC = "candor.batches.v1";
    private static final int LEB128_PAYLOAD_BITS = 7;
    private static final int LEB128_PAYLOAD_MASK = 0x7f;
    private static final int LEB128_CONTINUES = 0x80;

    private BatchEvents() {}

    static Outbox.Event sealed(StoredBatch batch) {
        StoredBatch.Ordered ordered = batch.ordered().orElseThrow();
        BatchSealedV1 data = new BatchSealedV1(
                batch.cut().rollupId().toString(),
                batch.cut().generation().toString(),
                HeaderV1.of(ordered.header()),
                ordered.batchHash().toHex(),
                ordered.headerSignature().toHex(),
                batch.cutHash().toHex(),
                batch.cutSignature().orElseThrow().toHex(),
                ordered.beaconSignature().toHex());
        return new Outbox.Event(TOPIC, "BatchSealed", id("sealed", batch), ordered.orderedAtMillis(), data);
    }

    static Outbox.Event executed(StoredBatch batch) {
        StoredBatch.Executed executed = batch.executed().orElseThrow();
        BatchExecutedV1 data = new BatchExecutedV1(
                batch.cut().rollupId().toString(),
                batch.cut().generation().toString(),
                Long.toUnsignedString(batch.number()),
                StatementV1.of(executed.statement()),
                executed.executionHash().toHex(),
                executed.statementSignature().toHex(),
                compact(executed.outcomes()).toHex());
        return new Outbox.Event(TOPIC, "BatchExecuted", id("executed", batch), executed.executedAtMillis(), data);
    }

    private static String id(String fact, StoredBatch batch) {
        return "%s/%s/%s".formatted(fact, batch.cut().generation(), Long.toUnsignedString(batch.number()));
    }

    /** Per position one byte outcome and the gas used as minimal LEB128. */
    private static Bytes compact(Bytes outcomes) {
        ByteBuffer stored = ByteBuffer.wrap(outcomes.toArray());
        ByteArrayOutputStream compact = new ByteArrayOutputStream();
        while (stored.hasRemaining()) {
            compact.write(stored.get());
            long gas = stored.getLong();
            while ((gas & ~LEB128_PAYLOAD_MASK) != 0) {
                compact.write((int) (gas & LEB128_PAYLOAD_MASK) | LEB128_CONTINUES);
                gas >>>= LEB128_PAYLOAD_BITS;
            }
            compact.write((int) gas);
        }
        return Bytes.wrap(compact.toByteArray());
    }

    record BatchSealedV1(
            String rollupId,
            String generation,
            HeaderV1 header,
            String batchHash,
            String headerSignature,
            String cutHash,
            String cutSignature,
            String beaconSignature) {}

    record BatchExecutedV1(
            String rollupId,
            String generation,
            String number,
            StatementV1 statement,
            String executionHash,
            String statementSignature,
            String outcomes) {}

    record HeaderV1(
            String rollupId,
            String generation,
            String number,
            String parentHash,
            String firstSeq,
            String seqCount,
            int txCount,
            String cutRoot,
            String arrivalRoot,
            String orderRoot,
            int beaconKind,
            String seed,
            String policyHash,
            String sealedAtMillis,
            String forcedThrough,
            String depositsThrough,
            String l1OriginNumber,
            String l1OriginHash) {

        static HeaderV1 of(BatchHeader header) {
            return new HeaderV1(
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

    record StatementV1(
            String rollupId,
            String generation,
            String number,
            String batchHash,
            String l2BlockHash,
            String stateRoot,
            String receiptsRoot,
            String outcomesRoot,
            String gasUsed) {

        static StatementV1 of(ExecutionStatement statement) {
            return new StatementV1(
                    statement.rollupId().toString(),
                    statement.generation().toString(),
                    statement.number().toString(),
                    statement.batchHash().toHex(),
                    statement.l2BlockHash().toHex(),
                    statement.stateRoot().toHex(),
                    statement.receiptsRoot().toHex(),
                    statement.outcomesRoot().toHex(),
                    Long.toUnsignedString(statement.gasUsed()));
        }
    }
}
