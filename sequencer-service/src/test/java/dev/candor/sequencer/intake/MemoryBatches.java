package dev.candor.sequencer.intake;

import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.BatchOrders;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Executed batches in memory: one call executes all that is in the line. */
final class MemoryBatches implements BatchStore {
    private static final Hash32 SOME = Hash32.fromHex("0x" + "07".repeat(32));
    private static final int OUTCOME_BYTES = 9;

    private final MemoryRollup rollup;
    private final List<StoredBatch> batches = new CopyOnWriteArrayList<>();
    private final Map<Hash32, Skip> skips = new HashMap<>();

    MemoryBatches(MemoryRollup rollup) {
        this.rollup = rollup;
    }

    /** Executes every arrival that is in no batch yet; those named are skipped. */
    StoredBatch execute(Set<Hash32> skipped) {
        long number = batches.size() + 1L;
        Hash32 parent = batches.isEmpty()
                ? MemoryRollup.IDENTITY.genesisHash()
                : batches.getLast().ordered().orElseThrow().batchHash();
        long firstSeq = batches.isEmpty() ? 0 : batches.getLast().endSeq();
        Cut cut = new Cut(
                MemoryRollup.IDENTITY.id(),
                Generation.ZERO,
                new BatchNumber(number),
                parent,
                new Seq(firstSeq),
                rollup.line().size() - firstSeq,
                SOME,
                0,
                0,
                number,
                MemoryRollup.POLICY.hash(),
                10,
                SOME);
        StoredBatch ordered = stored(cut, Optional.empty());
        BatchOrder order = order(ordered);
        ByteBuffer outcomes = ByteBuffer.allocate(order.txCount() * OUTCOME_BYTES);
        order.orderLeaves().forEach(leaf -> {
            boolean isSkipped = skipped.contains(leaf.txHash());
            outcomes.put((byte) (isSkipped ? 3 : 1)).putLong(isSkipped ? 0 : 21_000);
            if (isSkipped) {
                skips.put(leaf.txHash(), new Skip(number, leaf.position(), "as told"));
            }
        });
        StoredBatch batch = stored(cut, Optional.of(Bytes.wrap(outcomes.array())));
        batches.add(batch);
        return batch;
    }

    /** As after a rollback to genesis. */
    void voidAll() {
        batches.clear();
    }

    private static StoredBatch stored(Cut cut, Optional<Bytes> outcomes) {
        Signature65 signature = MemoryRollup.ORDER_SIGNER.sign(SOME);
        StoredBatch.Ordered ordered = new StoredBatch.Ordered(
                new dev.candor.protocol.eip712.BatchHeader(
                        cut.rollupId(),
                        cut.generation(),
                        cut.number(),
                        cut.parentHash(),
                        cut.firstSeq(),
                        cut.seqCount(),
                        (int) cut.seqCount(),
                        SOME,
                        SOME,
                        SOME,
                        1,
                        SOME,
                        cut.policyHash(),
                        cut.sealedAtMillis(),
                        0,
                        0,
                        10,
                        SOME),
                cut.digest(MemoryRollup.IDENTITY.domain()),
                signature,
                Bytes.EMPTY,
                1);
        return new StoredBatch(
                outcomes.isPresent() ? BatchStatus.EXECUTED : BatchStatus.ORDERED,
                cut,
                cut.digest(MemoryRollup.IDENTITY.domain()),
                Optional.of(signature),
                MemoryRollup.POLICY,
                0,
                Map.of(),
                Optional.of(ordered),
                outcomes.map(bytes -> executed(cut, ordered.batchHash(), bytes)),
                1,
                1);
    }

    private static StoredBatch.Executed executed(Cut cut, Hash32 batchHash, Bytes outcomes) {
        ExecutionStatement statement = new ExecutionStatement(
                cut.rollupId(), cut.generation(), cut.number(), batchHash, SOME, SOME, SOME, SOME, 0);
        return new StoredBatch.Executed(
                statement,
                SOME,
                MemoryRollup.ORDER_SIGNER.sign(SOME),
                header(cut.number().value()).encode(),
                outcomes,
                1);
    }

    private static L2BlockHeader header(long number) {
        return new L2BlockHeader(
                SOME,
                SOME,
                Address.ZERO,
                SOME,
                SOME,
                SOME,
                Bytes.wrap(new byte[256]),
                BigInteger.ZERO,
                number,
                MemoryRollup.BLOCK_GAS,
                MemoryRollup.BLOCK_GAS / 2,
                number,
                Bytes.EMPTY,
                SOME,
                Bytes.wrap(new byte[8]),
                BigInteger.valueOf(1_000_000_000),
                SOME,
                0,
                0,
                SOME,
                SOME);
    }

    @Override
    public Optional<StoredBatch> find(long number) {
        return number >= 1 && number <= batches.size() ? Optional.of(batches.get((int) number - 1)) : Optional.empty();
    }

    @Override
    public Optional<StoredBatch> newest() {
        return find(batches.size());
    }

    @Override
    public Optional<StoredBatch> newestAtLeast(BatchStatus status) {
        return status.ordinal() <= BatchStatus.EXECUTED.ordinal() ? newest() : Optional.empty();
    }

    @Override
    public long newestNumber(BatchStatus status) {
        return newestAtLeast(status).map(StoredBatch::number).orElse(0L);
    }

    @Override
    public List<StoredBatch> from(long number, BatchStatus atLeast, int limit) {
        return batches.stream()
                .filter(batch -> batch.number() >= number)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<StoredBatch> covering(Seq seq) {
        return batches.stream()
                .filter(batch -> batch.cut().firstSeq().value() <= seq.value() && seq.value() < batch.endSeq())
                .findFirst();
    }

    @Override
    public BatchContents contents(StoredBatch batch) {
        return new BatchContents(
                batch,
                order(batch).orderLeaves().stream()
                        .map(leaf -> new BatchContents.Entry(
                                leaf.position(),
                                false,
                                leaf.index(),
                                leaf.txHash(),
                                rollup.line().get((int) leaf.index()).rawTx(),
                                0))
                        .toList());
    }

    @Override
    public BatchOrder order(StoredBatch batch) {
        return BatchOrders.order(
                BatchOrders.arrivals(
                        rollup.range(batch.cut().firstSeq(), batch.cut().seqCount()), Map.of()),
                List.of(),
                MemoryRollup.POLICY,
                1,
                SOME,
                MemoryRollup.IDENTITY.id());
    }

    @Override
    public Optional<Skip> skipped(Hash32 txHash) {
        return Optional.ofNullable(skips.get(txHash));
    }

    @Override
    public void forEachSkipped(Consumer<Hash32> consumer) {
        skips.keySet().forEach(consumer);
    }
}
