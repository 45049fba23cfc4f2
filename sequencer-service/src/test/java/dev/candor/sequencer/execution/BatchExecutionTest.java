package dev.candor.sequencer.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.execution.BuildOutcome;
import dev.candor.execution.EngineDivergedException;
import dev.candor.execution.EngineUnavailableException;
import dev.candor.execution.ExecutionEngine;
import dev.candor.execution.L2State;
import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.execution.BatchExecutor.Outcome;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Batches on a real client; each test has wallets of its own on one chain. */
class BatchExecutionTest {
    private static final Address SINK = Address.fromHex("0x" + "77".repeat(20));
    private static final int CROWD = 1000;
    private static final int FUNDED_PER_TEST = 10;

    private static TestChain chain;

    @BeforeAll
    static void start() {
        Map<String, BigInteger> balances = new HashMap<>();
        for (String purpose : List.of("types", "faults")) {
            wallets(purpose, FUNDED_PER_TEST)
                    .forEach(wallet -> balances.put(wallet.address().toHex(), Wallet.ETHER));
        }
        wallets("crowd", CROWD).forEach(wallet -> balances.put(wallet.address().toHex(), Wallet.ETHER));
        chain = TestChain.start(TestChain.genesis(balances, Contracts.CODE));
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    private static List<Wallet> wallets(String purpose, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Wallet.named(purpose + " " + i))
                .toList();
    }

    private static List<Integer> outcomes(BatchExecutor.Execution execution) {
        return execution.outcomes().stream().map(Outcome::outcome).toList();
    }

    @Test
    void executesAThousandTransfersAsOneBlockThatNamesTheBatch() throws Exception {
        List<Bytes> transfers = wallets("crowd", CROWD).stream()
                .map(wallet -> wallet.transfer(0, SINK, BigInteger.ONE))
                .toList();
        BatchContents contents = chain.next(TestChain.arrivals(transfers));

        BatchExecutor.Execution execution = chain.executor.execute(contents);
        chain.record(contents, execution);

        assertThat(execution.outcomes())
                .hasSize(CROWD)
                .allSatisfy(outcome -> assertThat(outcome).isEqualTo(new Outcome(1, Wallet.TRANSFER_GAS, "")));
        assertThat(execution.gasUsed()).isEqualTo(CROWD * Wallet.TRANSFER_GAS);
        L2BlockHeader header = L2BlockHeader.decode(execution.blockHeader());
        StoredBatch.Ordered ordered = contents.batch().ordered().orElseThrow();
        assertThat(header.hash()).isEqualTo(execution.blockHash());
        assertThat(header.extraData()).isEqualTo(ordered.batchHash().toBytes());
        assertThat(header.prevRandao()).isEqualTo(ordered.header().seed());
        assertThat(chain.engine.head()).isEqualTo(header);
        assertThat(blockTransactions(execution)).isEqualTo(hashes(contents.entries()));
    }

    private static List<String> blockTransactions(BatchExecutor.Execution execution) {
        List<String> hashes = new ArrayList<>();
        chain.geth
                .rpc()
                .call("eth_getBlockByHash", execution.blockHash().toHex(), false)
                .path("transactions")
                .forEach(hash -> hashes.add(hash.asString()));
        return hashes;
    }

    private static List<String> hashes(List<BatchContents.Entry> entries) {
        return entries.stream().map(entry -> entry.txHash().toHex()).toList();
    }

    @Test
    void executesAnEmptyBatch() {
        BatchExecutor.Execution execution = chain.execute(List.of());

        assertThat(execution.outcomes()).isEmpty();
        assertThat(execution.gasUsed()).isZero();
    }

    @Test
    void runsEveryTypeOfTransactionAndSaysWhatItUsed() {
        List<Wallet> wallets = wallets("types", 6);
        Bytes initCode = Bytes.fromHex("0x5f5ff3");
        List<Bytes> transactions = List.of(
                wallets.get(0)
                        .sign(UnsignedTransaction.legacy(TestChain.ROLLUP_ID, 0, Wallet.MAX_FEE, 21_000)
                                .withTo(SINK))
                        .raw(),
                wallets.get(1)
                        .sign(UnsignedTransaction.accessList(TestChain.ROLLUP_ID, 0, Wallet.MAX_FEE, 30_000)
                                .withTo(SINK))
                        .raw(),
                wallets.get(2).transfer(0, SINK, Wallet.GWEI),
                wallets.get(3).setCode(0, SINK, 100_000, List.of(wallets.get(3).authorize(Contracts.SWEEPER, 1))),
                wallets.get(4)
                        .sign(Wallet.transaction(0, 100_000).withData(initCode))
                        .raw(),
                wallets.get(5).call(0, Contracts.REVERTER, Bytes.EMPTY, 50_000));

        BatchExecutor.Execution execution = chain.execute(TestChain.arrivals(transactions));

        assertThat(outcomes(execution)).containsExactly(1, 1, 1, 1, 1, 2);
        assertThat(execution.outcomes().stream().mapToLong(Outcome::gasUsed).sum())
                .isEqualTo(execution.gasUsed());
        assertThat(execution.outcomes().getLast().gasUsed()).isBetween(21_000L, 22_000L);
        assertThat(chain.engine
                        .accounts(List.of(wallets.get(3).address()), execution.blockHash())
                        .get(wallets.get(3).address()))
                .extracting(L2State.Account::delegated, L2State.Account::nonce)
                .containsExactly(true, 2L);
    }

    @Test
    void comesToTheSameBlockAgain() {
        Wallet wallet = wallets("faults", 1).getFirst();
        BatchContents contents = chain.next(TestChain.arrivals(List.of(wallet.transfer(0, SINK, BigInteger.ONE))));

        BatchExecutor.Execution first = chain.executor.execute(contents);
        BatchExecutor.Execution second = chain.executor.execute(contents);
        chain.record(contents, second);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void refusesABlockThatIsNotTheOneAskedFor() {
        ExecutionEngine lying = new ForwardingEngine(chain.engine) {
            @Override
            public BuildOutcome build(L2BlockAttributes asked, List<Bytes> transactions) {
                return super.build(
                        new L2BlockAttributes(
                                asked.number(),
                                asked.parentHash(),
                                asked.timestamp() + 5,
                                asked.prevRandao(),
                                asked.parentBeaconBlockRoot(),
                                asked.extraData(),
                                SINK,
                                asked.gasLimit()),
                        transactions);
            }
        };
        BatchContents contents = chain.next(List.of());

        assertThatThrownBy(() -> chain.executor(lying).execute(contents))
                .isInstanceOf(EngineDivergedException.class)
                .hasMessageContaining("timestamp")
                .hasMessageContaining("feeRecipient");
        assertThat(chain.engine.head().number())
                .isEqualTo(chain.store.newest().orElseThrow().number());
    }

    @Test
    void saysThatAClientWhichHangsIsUnavailableAndGoesOnWhenItIsBack() {
        ExecutionEngine impatient = chain.engine(Duration.ofMillis(500));
        BatchContents contents = chain.next(List.of());
        chain.geth.pause();
        try {
            assertThatThrownBy(() -> chain.executor(impatient).execute(contents))
                    .isInstanceOf(EngineUnavailableException.class);
        } finally {
            chain.geth.resume();
        }

        assertThat(chain.executor.execute(contents).outcomes()).isEmpty();
    }

    @Test
    void tellsTheClientWhatIsSafeAndFinal() {
        BatchExecutor.Execution first = chain.execute(List.of());
        BatchExecutor.Execution second = chain.execute(List.of());

        chain.executor.finality(second.blockHash(), first.blockHash());

        assertThat(tagged("safe")).isEqualTo(second.blockHash().toHex());
        assertThat(tagged("finalized")).isEqualTo(first.blockHash().toHex());
    }

    private static String tagged(String tag) {
        return chain.geth
                .rpc()
                .call("eth_getBlockByNumber", tag, false)
                .path("hash")
                .asString();
    }
}
