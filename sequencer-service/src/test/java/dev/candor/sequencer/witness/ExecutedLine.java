package dev.candor.sequencer.witness;

import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.ordering.BatchOrder;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Empty executed batches in memory; a test makes as many as it needs and rolls them back. */
final class ExecutedLine implements BatchStore {
    private static final int BLOOM_BYTES = 256;
    private static final Signature65 SIGNATURE =
            Signature65.of(Hash32.fromHex("0x" + "01".repeat(32)), Hash32.fromHex("0x" + "02".repeat(32)), 0);
    private static final Policy POLICY =
            new Policy(1, OrderingPolicy.FIFO, 7, 23, 1000, 1, 1, 1, 1, 1, 1, Address.ZERO, BigInteger.ZERO);

    private final NavigableMap<Long, StoredBatch> byNumber = new TreeMap<>();

    /** Batches up to a number; {@code lineage} makes their blocks others than those of another one. */
    void executeUpTo(long number, String lineage) {
        for (long next = newestNumber(BatchStatus.EXECUTED) + 1; next <= number; next++) {
            byNumber.put(next, batch(next, lineage));
        }
    }

    void rollBackTo(long number) {
        byNumber.tailMap(number, false).clear();
    }

    static Hash32 blockHash(long number, String lineage) {
        return Keccak256.hashUtf8("block " + number + " of " + lineage);
    }

    private static StoredBatch batch(long number, String lineage) {
        Hash32 any = Hash32.ZERO;
        BatchHeader header = new BatchHeader(
                new RollupId(1),
                new Generation(0),
                new BatchNumber(number),
                any,
                new Seq(0),
                0,
                0,
                any,
                any,
                any,
                0,
                any,
                POLICY.hash(),
                1,
                0,
                0,
                1,
                any);
        ExecutionStatement statement = new ExecutionStatement(
                header.rollupId(),
                header.generation(),
                header.number(),
                any,
                blockHash(number, lineage),
                any,
                any,
                any,
                0);
        return new StoredBatch(
                BatchStatus.EXECUTED,
                header.toCut(),
                any,
                Optional.of(SIGNATURE),
                POLICY,
                0,
                Map.of(),
                Optional.empty(),
                Optional.of(new StoredBatch.Executed(statement, any, SIGNATURE, block(number), Bytes.EMPTY, 0)),
                1,
                0);
    }

    private static Bytes block(long number) {
        Hash32 any = Hash32.ZERO;
        return new L2BlockHeader(
                        any,
                        any,
                        Address.ZERO,
                        any,
                        any,
                        any,
                        Bytes.wrap(new byte[BLOOM_BYTES]),
                        BigInteger.ZERO,
                        number,
                        1,
                        0,
                        number,
                        Bytes.EMPTY,
                        any,
                        Bytes.wrap(new byte[Long.BYTES]),
                        BigInteger.TEN,
                        any,
                        0,
                        0,
                        any,
                        any)
                .encode();
    }

    @Override
    public Optional<StoredBatch> find(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    @Override
    public Optional<StoredBatch> newest() {
        return Optional.ofNullable(byNumber.lastEntry()).map(Map.Entry::getValue);
    }

    @Override
    public Optional<StoredBatch> newestAtLeast(BatchStatus status) {
        return newest();
    }

    @Override
    public long newestNumber(BatchStatus status) {
        return newest().map(StoredBatch::number).orElse(0L);
    }

    @Override
    public List<StoredBatch> from(long number, BatchStatus atLeast, int limit) {
        return byNumber.tailMap(number, true).values().stream().limit(limit).toList();
    }

    @Override
    public Optional<StoredBatch> covering(Seq seq) {
        return Optional.empty();
    }

    @Override
    public BatchContents contents(StoredBatch batch) {
        return new BatchContents(batch, List.of());
    }

    @Override
    public BatchOrder order(StoredBatch batch) {
        throw new UnsupportedOperationException("Witnesses need no trees.");
    }

    @Override
    public Optional<Skip> skipped(Hash32 txHash) {
        return Optional.empty();
    }

    @Override
    public void forEachSkipped(Consumer<Hash32> consumer) {
        // Nothing is skipped in empty batches.
    }
}
