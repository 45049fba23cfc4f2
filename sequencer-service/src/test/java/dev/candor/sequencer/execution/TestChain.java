package dev.candor.sequencer.execution;

import dev.candor.execution.EngineHttp;
import dev.candor.execution.ExecutionEngine;
import dev.candor.execution.ExecutionMetrics;
import dev.candor.execution.GethEngine;
import dev.candor.execution.JsonRpcClient;
import dev.candor.execution.JwtTokens;
import dev.candor.localservers.Genesis;
import dev.candor.localservers.Geth;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.hash.Keccak256;
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
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.rollup.RollupIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rollup on a geth of its own: batches are made up, executed for real, and stored as the orderer would. */
final class TestChain implements AutoCloseable {
    static final long ROLLUP_ID = 424_242;
    static final long GENESIS_SECONDS = 1_760_000_000;
    static final Address FEE_RECIPIENT = Address.fromHex("0x" + "fe".repeat(20));
    static final long GAS_LIMIT = Genesis.DEFAULT_GAS_LIMIT;

    private static final Signature65 SIGNATURE =
            Signature65.of(Hash32.fromHex("0x" + "01".repeat(32)), Hash32.fromHex("0x" + "02".repeat(32)), 0);
    private static final Policy POLICY = new Policy(
            1,
            OrderingPolicy.SHUFFLE,
            7,
            23,
            1000,
            GAS_LIMIT / 2,
            10_000,
            2_000_000,
            4,
            60,
            2000,
            FEE_RECIPIENT,
            BigInteger.ZERO);

    final Geth geth;
    final RollupIdentity rollup;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final StoredBatches store = new StoredBatches();
    final ExecutionEngine engine;
    final EngineBatchExecutor executor;
    private final ExecutionMetrics metrics = new ExecutionMetrics(meters, "candor.sequencer.execution");

    private TestChain(Genesis genesis) {
        this.geth = Geth.start(genesis);
        Address rollupAddress = Address.fromHex("0x" + "aa".repeat(20));
        this.rollup = new RollupIdentity(
                new RollupId(ROLLUP_ID),
                new CandorDomain(31_337, rollupAddress),
                31_337,
                rollupAddress,
                Hash32.fromHex(geth.genesisHash()),
                GENESIS_SECONDS,
                0,
                Hash32.ZERO);
        this.engine = engine(Duration.ofSeconds(30));
        this.executor = executor(engine);
    }

    static TestChain start(Genesis genesis) {
        return new TestChain(genesis);
    }

    /** Prefunded accounts and contracts. */
    static Genesis genesis(Map<String, BigInteger> balancesWei, Map<String, String> code) {
        return new Genesis(ROLLUP_ID, GAS_LIMIT, GENESIS_SECONDS, balancesWei, code);
    }

    GethEngine engine(Duration timeout) {
        JwtTokens tokens = JwtTokens.fromFile(geth.jwtSecretFile(), Clock.systemUTC());
        long maxAnswerBytes = 64L << 20;
        return new GethEngine(
                new JsonRpcClient(new EngineHttp(URI.create(geth.rpcUrl()), Optional.empty()), timeout, maxAnswerBytes),
                new JsonRpcClient(
                        new EngineHttp(URI.create(geth.engineUrl()), Optional.of(tokens)), timeout, maxAnswerBytes));
    }

    EngineBatchExecutor executor(ExecutionEngine on) {
        return new EngineBatchExecutor(on, store, rollup, metrics);
    }

    ExecutionMetrics metrics() {
        return metrics;
    }

    /** Executes the next batch and stores it. */
    BatchExecutor.Execution execute(List<BatchContents.Entry> entries) {
        BatchContents contents = next(entries);
        BatchExecutor.Execution execution = executor.execute(contents);
        record(contents, execution);
        return execution;
    }

    /** The next batch, not yet executed. */
    BatchContents next(List<BatchContents.Entry> entries) {
        long number = store.newest().map(StoredBatch::number).orElse(0L) + 1;
        BatchHeader header = new BatchHeader(
                rollup.id(),
                new Generation(0),
                new BatchNumber(number),
                seeded("parent", number),
                new Seq(0),
                entries.size(),
                entries.size(),
                Hash32.ZERO,
                Hash32.ZERO,
                Hash32.ZERO,
                1,
                seeded("seed", number),
                POLICY.hash(),
                (GENESIS_SECONDS + number) * 1000 + 7,
                0,
                0,
                number,
                seeded("l1", number));
        StoredBatch.Ordered ordered =
                new StoredBatch.Ordered(header, header.digest(rollup.domain()), SIGNATURE, Bytes.EMPTY, 0);
        return new BatchContents(stored(header, ordered, BatchStatus.ORDERED, Optional.empty()), entries);
    }

    void record(BatchContents contents, BatchExecutor.Execution execution) {
        StoredBatch.Ordered ordered = contents.batch().ordered().orElseThrow();
        BatchHeader header = ordered.header();
        ExecutionStatement statement = new ExecutionStatement(
                header.rollupId(),
                header.generation(),
                header.number(),
                ordered.batchHash(),
                execution.blockHash(),
                execution.stateRoot(),
                execution.receiptsRoot(),
                Hash32.ZERO,
                execution.gasUsed());
        ByteBuffer outcomes = ByteBuffer.allocate(9 * execution.outcomes().size());
        execution
                .outcomes()
                .forEach(outcome -> outcomes.put((byte) outcome.outcome()).putLong(outcome.gasUsed()));
        StoredBatch.Executed executed = new StoredBatch.Executed(
                statement,
                statement.digest(rollup.domain()),
                SIGNATURE,
                execution.blockHeader(),
                Bytes.wrap(outcomes.array()),
                0);
        store.put(new BatchContents(
                stored(header, ordered, BatchStatus.EXECUTED, Optional.of(executed)), contents.entries()));
    }

    private static StoredBatch stored(
            BatchHeader header,
            StoredBatch.Ordered ordered,
            BatchStatus status,
            Optional<StoredBatch.Executed> executed) {
        return new StoredBatch(
                status,
                header.toCut(),
                Hash32.ZERO,
                Optional.of(SIGNATURE),
                POLICY,
                0,
                Map.of(),
                Optional.of(ordered),
                executed,
                1,
                0);
    }

    private static Hash32 seeded(String what, long number) {
        return Keccak256.hashUtf8(what + number);
    }

    /** Arrivals in the order of their positions. */
    static List<BatchContents.Entry> arrivals(List<Bytes> transactions) {
        return entries(List.of(), transactions);
    }

    /** @param forcedRaw forced entries, each with the gas that was paid for in the inbox */
    static List<BatchContents.Entry> entries(List<Forced> forcedRaw, List<Bytes> transactions) {
        List<BatchContents.Entry> entries = new ArrayList<>();
        for (Forced forced : forcedRaw) {
            entries.add(new BatchContents.Entry(
                    entries.size(), true, entries.size(), Keccak256.hash(forced.raw()), forced.raw(), forced.gas()));
        }
        for (Bytes raw : transactions) {
            entries.add(new BatchContents.Entry(entries.size(), false, entries.size(), Keccak256.hash(raw), raw, 0));
        }
        return entries;
    }

    record Forced(Bytes raw, long gas) {}

    @Override
    public void close() {
        geth.close();
    }
}
