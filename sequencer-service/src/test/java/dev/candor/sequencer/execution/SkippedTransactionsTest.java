package dev.candor.sequencer.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.localservers.Genesis;
import dev.candor.protocol.transaction.Authorization;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.execution.BatchExecutor.Outcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What does not run, on a real client; each test has wallets of its own on one chain. */
class SkippedTransactionsTest {
    private static final Address SINK = Address.fromHex("0x" + "77".repeat(20));
    private static final int FUNDED_PER_TEST = 120;
    private static final Wallet CONTRACT_WITH_A_KEY = Wallet.named("contract with a key");

    private static TestChain chain;

    @BeforeAll
    static void start() {
        Map<String, BigInteger> balances = new HashMap<>();
        for (String purpose : List.of("skips", "bumped", "late", "chain", "drained", "creator")) {
            wallets(purpose, FUNDED_PER_TEST)
                    .forEach(wallet -> balances.put(wallet.address().toHex(), Wallet.ETHER));
        }
        wallets("gas", 4)
                .forEach(wallet -> balances.put(wallet.address().toHex(), Wallet.ETHER.multiply(BigInteger.TEN)));
        wallets("victim", 300).forEach(wallet -> balances.put(wallet.address().toHex(), Wallet.ETHER));
        Genesis genesis = TestChain.genesis(balances, Contracts.CODE)
                .withCode(CONTRACT_WITH_A_KEY.address().toHex(), "0x00");
        chain = TestChain.start(genesis);
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

    private static List<String> reasons(BatchExecutor.Execution execution) {
        return execution.outcomes().stream()
                .map(outcome -> outcome.skipReason().replaceFirst(":.*", ""))
                .toList();
    }

    @Test
    void skipsWhatEthereumDoesNotAllowAndSaysWhy() {
        List<Wallet> wallets = wallets("skips", 10);
        Wallet poor = Wallet.named("poor");
        Bytes foreign = wallets.get(0)
                .sign(UnsignedTransaction.dynamicFee(1, 0, BigInteger.ONE, Wallet.MAX_FEE, 21_000)
                        .withTo(SINK))
                .raw();
        Bytes blob = Bytes.concat(
                Bytes.fromHex("0x03"),
                wallets.get(0).transfer(0, SINK, BigInteger.ONE).slice(1, 100));
        List<TestChain.Forced> forced = List.of(
                new TestChain.Forced(Bytes.fromHex("0xdeadbeef"), 21_000),
                new TestChain.Forced(blob, 21_000),
                new TestChain.Forced(foreign, 21_000),
                new TestChain.Forced(wallets.get(1).transfer(0, SINK, BigInteger.ONE), 21_001),
                new TestChain.Forced(wallets.get(2).transfer(0, SINK, BigInteger.ONE), 21_000));
        List<Bytes> arrivals = List.of(
                wallets.get(3).call(0, SINK, Bytes.fromHex("0x01"), 21_000),
                wallets.get(4)
                        .sign(UnsignedTransaction.legacy(TestChain.ROLLUP_ID, 0, BigInteger.ONE, 21_000)
                                .withTo(SINK))
                        .raw(),
                wallets.get(2).transfer(0, SINK, BigInteger.TWO),
                wallets.get(5).transfer(1, SINK, BigInteger.ONE),
                poor.transfer(0, SINK, BigInteger.ONE),
                CONTRACT_WITH_A_KEY.transfer(1, SINK, BigInteger.ZERO),
                wallets.get(6).call(0, SINK, Bytes.EMPTY, TestChain.GAS_LIMIT + 1),
                wallets.get(7).transfer(0, SINK, BigInteger.TWO.pow(256).subtract(BigInteger.ONE)),
                wallets.get(8).transfer(0, SINK, BigInteger.ONE));

        BatchExecutor.Execution execution = chain.execute(TestChain.entries(forced, arrivals));

        assertThat(reasons(execution))
                .containsExactly(
                        "undecodable",
                        "undecodable",
                        "wrong chain",
                        "other gas than paid",
                        "",
                        "invalid for ever",
                        "fee below base fee",
                        "nonce too low",
                        "nonce too high",
                        "insufficient funds",
                        "sender is a contract",
                        "not enough gas left",
                        "insufficient funds",
                        "");
        assertThat(outcomes(execution)).containsExactly(3, 3, 3, 3, 1, 3, 3, 3, 3, 3, 3, 3, 3, 1);
        assertThat(execution.outcomes().stream().filter(outcome -> outcome.outcome() == 3))
                .allSatisfy(outcome -> assertThat(outcome.gasUsed()).isZero());
    }

    @Test
    void skipsWhatTheBlockHasNoGasLeftFor() {
        List<Wallet> wallets = wallets("gas", 4);
        long most = TestChain.GAS_LIMIT - 10_000_000;
        List<Bytes> arrivals = List.of(
                wallets.get(0).transfer(0, SINK, BigInteger.ONE),
                wallets.get(1).call(0, Contracts.GAS_BURNER, Bytes.EMPTY, most),
                wallets.get(2).call(0, SINK, Bytes.EMPTY, 20_000_000),
                wallets.get(2).call(1, SINK, Bytes.EMPTY, 30_000),
                wallets.get(3).transfer(0, SINK, BigInteger.ONE));

        BatchExecutor.Execution execution = chain.execute(TestChain.arrivals(arrivals));

        assertThat(outcomes(execution)).containsExactly(1, 2, 3, 3, 1);
        assertThat(reasons(execution)).containsExactly("", "", "not enough gas left", "nonce too high", "");
    }

    @Test
    void skipsThreeHundredDelegatedSendersDrainedEarlierInTheBatch() {
        List<Wallet> victims = wallets("victim", 300);
        chain.execute(TestChain.arrivals(victims.stream()
                .map(victim -> victim.setCode(0, SINK, 100_000, List.of(victim.authorize(Contracts.SWEEPER, 1))))
                .toList()));
        Wallet drainer = wallets("drained", 1).getFirst();
        List<Bytes> transactions = new ArrayList<>();
        victims.subList(0, 100).forEach(victim -> transactions.add(victim.transfer(2, SINK, BigInteger.ONE)));
        transactions.add(drainer.call(
                0,
                Contracts.CALLER_OF_MANY,
                Contracts.words(victims.stream().map(Wallet::address).toList()),
                30_000_000));
        victims.subList(100, 300).forEach(victim -> transactions.add(victim.transfer(2, SINK, BigInteger.ONE)));
        wallets("drained", FUNDED_PER_TEST)
                .subList(1, FUNDED_PER_TEST)
                .forEach(wallet -> transactions.add(wallet.transfer(0, SINK, BigInteger.ONE)));

        BatchExecutor.Execution execution = chain.execute(TestChain.arrivals(transactions));

        List<Integer> outcomes = outcomes(execution);
        assertThat(outcomes.subList(0, 101)).containsOnly(1);
        assertThat(outcomes.subList(101, 301)).containsOnly(3);
        assertThat(outcomes.subList(301, outcomes.size())).containsOnly(1);
        assertThat(reasons(execution).subList(101, 301)).containsOnly("insufficient funds");
    }

    @Test
    void skipsOnlyTheNoncesThatAForcedAuthorizationUsedUp() {
        List<Wallet> wallets = wallets("bumped", 51);
        List<Wallet> bumped = wallets.subList(1, 51);
        List<Authorization> authorizations =
                bumped.stream().map(wallet -> wallet.authorize(Address.ZERO, 0)).toList();
        long gas = 2_000_000;
        Bytes forced = wallets.getFirst().setCode(0, SINK, gas, authorizations);
        List<Bytes> arrivals = new ArrayList<>();
        for (Wallet wallet : bumped) {
            arrivals.add(wallet.transfer(0, SINK, BigInteger.ONE));
            arrivals.add(wallet.transfer(1, SINK, BigInteger.ONE));
        }

        BatchExecutor.Execution execution =
                chain.execute(TestChain.entries(List.of(new TestChain.Forced(forced, gas)), arrivals));

        List<Integer> expected = new ArrayList<>(List.of(1));
        bumped.forEach(wallet -> expected.addAll(List.of(3, 1)));
        assertThat(outcomes(execution)).isEqualTo(expected);
    }

    @Test
    void runsASenderThatIsPaidInTheBatchButNotBefore() {
        List<Wallet> wallets = wallets("late", 3);
        Wallet early = Wallet.named("paid too late");
        Wallet late = Wallet.named("paid in time");
        BigInteger enough = Wallet.ETHER.divide(BigInteger.TEN);
        List<Bytes> arrivals = List.of(
                early.transfer(0, SINK, BigInteger.ONE),
                early.transfer(1, SINK, BigInteger.ONE),
                wallets.get(0).transfer(0, early.address(), enough),
                wallets.get(1).transfer(0, late.address(), enough),
                late.transfer(0, SINK, BigInteger.ONE),
                late.transfer(1, SINK, enough),
                late.transfer(1, SINK, BigInteger.ONE),
                wallets.get(2).transfer(0, SINK, BigInteger.ONE));

        BatchExecutor.Execution execution = chain.execute(TestChain.arrivals(arrivals));

        assertThat(outcomes(execution)).containsExactly(3, 3, 1, 1, 1, 3, 1, 1);
        assertThat(reasons(execution))
                .containsExactly("insufficient funds", "nonce too high", "", "", "", "insufficient funds", "", "");
    }

    @Test
    void seesANonceThatRunningCodeRaises() {
        List<Wallet> wallets = wallets("creator", 2);
        Wallet creator = wallets.get(0);
        chain.execute(TestChain.arrivals(
                List.of(creator.setCode(0, SINK, 100_000, List.of(creator.authorize(Contracts.CREATOR, 1))))));

        BatchExecutor.Execution execution = chain.execute(TestChain.arrivals(List.of(
                wallets.get(1).call(0, creator.address(), Bytes.EMPTY, 200_000),
                creator.transfer(2, SINK, BigInteger.ONE),
                creator.transfer(3, SINK, BigInteger.ONE))));

        assertThat(outcomes(execution)).containsExactly(1, 3, 1);
    }

    @Test
    void skipsEverySecondOneOfAChainInWhichEachDrainsTheNext() {
        List<Wallet> links = wallets("chain", 40);
        chain.execute(TestChain.arrivals(links.stream()
                .map(link -> link.setCode(0, SINK, 100_000, List.of(link.authorize(Contracts.SWEEPER, 1))))
                .toList()));
        List<Bytes> arrivals = IntStream.range(0, 40)
                .mapToObj(i ->
                        links.get(i).call(2, links.get(Math.min(i + 1, 39)).address(), Bytes.EMPTY, 100_000))
                .toList();

        BatchExecutor.Execution execution = chain.execute(TestChain.arrivals(arrivals));

        assertThat(outcomes(execution))
                .isEqualTo(
                        IntStream.range(0, 40).mapToObj(i -> i % 2 == 0 ? 1 : 3).toList());
    }
}
