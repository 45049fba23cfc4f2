package dev.candor.sequencer.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.execution.EngineDivergedException;
import dev.candor.execution.EnginePosition;
import dev.candor.execution.EngineUnavailableException;
import dev.candor.execution.ExecutionEngine;
import dev.candor.execution.Payload;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.BatchContents;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client is killed, emptied, ahead and on abandoned blocks; whatever it is, the next batch executes. One chain, any order. */
class EnginePositionTest {
    private static final Logger LOG = LoggerFactory.getLogger(EnginePositionTest.class);
    private static final Address SINK = Address.fromHex("0x" + "77".repeat(20));
    private static final int LONG_CHAIN = 1_010;
    private static final int FAR_BACK = 1_000;
    private static final Wallet WALLET = Wallet.named("position");

    private static TestChain chain;
    private static long nonce;

    @BeforeAll
    static void buildALongChain() {
        chain = TestChain.start(TestChain.genesis(
                Map.of(WALLET.address().toHex(), Wallet.ETHER.multiply(BigInteger.TEN)), Contracts.CODE));
        growTo(LONG_CHAIN);
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    private static void growTo(long number) {
        while (newest() < number) {
            chain.execute(TestChain.arrivals(List.of(transfer())));
        }
    }

    private static long newest() {
        return chain.store.newest().map(batch -> batch.number()).orElse(0L);
    }

    private static Bytes transfer() {
        Bytes raw = WALLET.transfer(nonce, SINK, BigInteger.ONE);
        nonce++;
        return raw;
    }

    private static Hash32 storedHash(long number) {
        return chain.store
                .find(number)
                .orElseThrow()
                .executed()
                .orElseThrow()
                .statement()
                .l2BlockHash();
    }

    private static EnginePosition position() {
        return new EnginePosition(
                chain.engine, new StoredBlocks(chain.store, chain.rollup.genesisHash()), chain.metrics());
    }

    private static void assertClientHoldsEveryStoredBlock() {
        assertThat(chain.engine.head().hash()).isEqualTo(storedHash(newest()));
        for (long number = 1; number <= newest(); number += 97) {
            assertThat(chain.engine.header(number).map(L2BlockHeader::hash)).contains(storedHash(number));
        }
    }

    @Test
    void replaysWhatAKilledClientHasLost() {
        chain.execute(TestChain.arrivals(List.of(transfer())));
        chain.geth.kill();
        chain.geth.restart();
        long lost = newest() - chain.engine.head().number();
        Bytes first = transfer();
        Bytes second = transfer();

        BatchExecutor.Execution execution = chain.execute(
                TestChain.arrivals(List.of(WALLET.transfer(0, SINK, BigInteger.ONE), first, first, second)));

        LOG.warn("A killed client came back {} blocks behind", lost);
        assertThat(execution.outcomes().stream().map(BatchExecutor.Outcome::outcome))
                .containsExactly(3, 1, 3, 1);
        chain.execute(TestChain.arrivals(List.of(transfer())));
        assertClientHoldsEveryStoredBlock();
    }

    @Test
    void replaysAllBlocksIntoAnEmptiedClient() {
        chain.geth.stop();
        chain.geth.wipe();
        chain.geth.restart();
        assertThat(chain.engine.head().number()).isZero();
        double before =
                chain.meters.counter("candor.sequencer.execution.replayed").count();
        long started = System.nanoTime();

        chain.execute(TestChain.arrivals(List.of(transfer())));

        Duration took = Duration.ofNanos(System.nanoTime() - started);
        double replayed =
                chain.meters.counter("candor.sequencer.execution.replayed").count() - before;
        LOG.warn("Replayed {} blocks in {} ms", replayed, took.toMillis());
        assertThat(replayed).isEqualTo(newest() - 1.0);
        assertClientHoldsEveryStoredBlock();
    }

    @Test
    void setsBackAClientThatIsAheadOfWhatWasRecorded() {
        BatchContents unrecorded = chain.next(TestChain.arrivals(List.of()));
        Hash32 abandoned = chain.executor.execute(unrecorded).blockHash();
        BatchContents instead = chain.next(TestChain.arrivals(List.of(transfer())));

        BatchExecutor.Execution execution = chain.executor.execute(instead);
        chain.record(instead, execution);

        assertThat(execution.blockHash()).isNotEqualTo(abandoned);
        assertClientHoldsEveryStoredBlock();
    }

    @Test
    void goesBackAThousandBlocks() {
        growTo(LONG_CHAIN);
        long anchor = newest() - FAR_BACK;
        chain.store.forgetAfter(anchor);
        long started = System.nanoTime();

        L2BlockHeader head = position().bringTo(anchor);

        LOG.warn(
                "Went back {} blocks in {} ms",
                FAR_BACK,
                Duration.ofNanos(System.nanoTime() - started).toMillis());
        assertThat(head.hash()).isEqualTo(storedHash(anchor));
        nonce = chain.engine
                .accounts(List.of(WALLET.address()), anchor)
                .values()
                .iterator()
                .next()
                .nonce();
        BatchExecutor.Execution execution = chain.execute(TestChain.arrivals(List.of(transfer())));
        assertThat(execution.outcomes().getFirst().outcome()).isEqualTo(1);
        assertThat(chain.engine.head().parentHash()).isEqualTo(storedHash(anchor));
        assertThat(chain.engine.header(anchor + 2)).isEmpty();
        assertClientHoldsEveryStoredBlock();
    }

    @Test
    void comesToTheSameBlockWhenAnAnswerIsLost() {
        BatchContents contents = chain.next(TestChain.arrivals(List.of(transfer())));
        ExecutionEngine losesImports = new ForwardingEngine(chain.engine) {
            @Override
            public Imported importBlock(Payload payload) {
                super.importBlock(payload);
                throw new EngineUnavailableException("The answer was lost.");
            }
        };
        ExecutionEngine losesForkChoices = new ForwardingEngine(chain.engine) {
            @Override
            public HeadChange setHead(Hash32 head, Optional<Hash32> safe, Optional<Hash32> finalized) {
                super.setHead(head, safe, finalized);
                throw new EngineUnavailableException("The answer was lost.");
            }
        };
        assertThatThrownBy(() -> chain.executor(losesImports).execute(contents))
                .isInstanceOf(EngineUnavailableException.class);
        assertThatThrownBy(() -> chain.executor(losesForkChoices).execute(contents))
                .isInstanceOf(EngineUnavailableException.class);
        Hash32 reached = chain.engine.head().hash();

        BatchExecutor.Execution execution = chain.executor.execute(contents);
        chain.record(contents, execution);

        assertThat(execution.blockHash()).isEqualTo(reached);
        assertClientHoldsEveryStoredBlock();
    }

    @Test
    void refusesAClientOfAnotherChain() {
        EnginePosition position = new EnginePosition(
                chain.engine,
                new StoredBlocks(new StoredBatches(), Hash32.fromHex("0x" + "99".repeat(32))),
                chain.metrics());

        assertThatThrownBy(() -> position.bringTo(0))
                .isInstanceOf(EngineDivergedException.class)
                .hasMessageContaining("another genesis");
    }
}
