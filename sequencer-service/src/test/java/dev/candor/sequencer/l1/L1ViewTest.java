package dev.candor.sequencer.l1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candor.contracts.ParameterRegistry;
import dev.candor.l1.history.L1Contracts;
import dev.candor.localservers.Anvil;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.sequencer.SequencerDatabase;
import dev.candor.sequencer.TestL1;
import dev.candor.sequencer.TestProperties;
import dev.candor.sequencer.rollup.RollupIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

class L1ViewTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FINALITY_BLOCKS = 2 * Anvil.SLOTS_IN_AN_EPOCH + 1;
    private static final BigInteger GAS = BigInteger.valueOf(21_000);

    private final List<Process> processes = new ArrayList<>();
    private TestL1 l1;
    private DataSource database;

    @BeforeEach
    void start() {
        l1 = TestL1.start();
        database = SequencerDatabase.migrated();
    }

    @AfterEach
    void stop() {
        processes.forEach(process -> process.following().stop());
        l1.close();
    }

    @Test
    void hasNoOriginBeforeTheDeploymentIsFinal() {
        Process process = open();
        l1.anvil().mine(2);

        assertThat(process.view().origin()).isEmpty();
        assertThatThrownBy(() -> process.view().policyAt(l1.deploymentBlock()))
                .hasMessageContaining("wait until L1 calls it final");

        l1.anvil().mine(FINALITY_BLOCKS);
        L1Block origin = awaitOrigin(process, l1.anvil().blockNumber() - FINALITY_BLOCKS + 1);
        assertThat(origin.number()).isGreaterThanOrEqualTo(l1.deploymentBlock());
        assertThat(process.view().orderKeyAt(origin.number()))
                .isEqualTo(TestL1.orderSigner().address());
    }

    @Test
    void countsForcedEntriesByTheHeightsAtWhichTheyAreQueuedAndDue() throws Exception {
        Process process = open();
        long first = force("first entry, which need not decode");
        long second = force("second entry");
        l1.anvil().mine(FINALITY_BLOCKS + 5);
        awaitOrigin(process, second + 5);

        L1View view = process.view();
        assertThat(view.forcedQueuedThrough(first - 1)).isZero();
        assertThat(view.forcedQueuedThrough(first)).isEqualTo(1);
        assertThat(view.forcedQueuedThrough(second)).isEqualTo(2);
        assertThat(view.forcedDueThrough(first + 4)).isZero();
        assertThat(view.forcedDueThrough(first + 5)).isEqualTo(1);
        assertThat(view.forcedDueThrough(second + 5)).isEqualTo(2);
        ForcedEntry entry = view.forcedEntries(1, 2).getFirst();
        assertThat(entry.rawTx()).isEqualTo(Bytes.wrap("second entry".getBytes(StandardCharsets.UTF_8)));
        assertThat(entry.gasLimit()).isEqualTo(GAS.longValueExact());
        assertThat(entry.queuedBlock()).isEqualTo(second);
        assertThat(view.forcedEntries(0, 0)).isEmpty();
        assertThatThrownBy(() -> view.forcedEntries(0, 3)).hasMessageContaining("found 2 of them");
    }

    @Test
    void answersThePolicyAndTheKeyInForceAtAHeight() throws Exception {
        Process process = open();
        long near = l1.anvil().blockNumber() + 6;
        schedule("policy.maxCount", 77, near);
        schedule("policy.maxCount", 88, near + 2);
        Address rotated = TestL1.signer(5).address();
        l1.sequencers()
                .rotateOrderKey(rotated.toHex(), BigInteger.valueOf(near + 1))
                .send();
        l1.anvil().mine(FINALITY_BLOCKS + 6);
        awaitOrigin(process, near + 2);

        L1View view = process.view();
        assertThat(view.policyAt(near - 1).maxCount()).isEqualTo(5000);
        assertThat(view.policyAt(near).maxCount()).isEqualTo(77);
        assertThat(view.policyAt(near + 1).maxCount()).isEqualTo(77);
        assertThat(view.policyAt(near + 2).maxCount()).isEqualTo(88);
        assertThat(view.orderKeyAt(near)).isEqualTo(TestL1.orderSigner().address());
        assertThat(view.orderKeyAt(near + 1)).isEqualTo(rotated);
        for (long height = near - 1; height <= near + 2; height++) {
            assertThat(view.policyAt(height).hash())
                    .isEqualTo(Hash32.wrap(
                            l1.rollup().policyHashAt(BigInteger.valueOf(height)).send()));
        }
    }

    @Test
    void givesTheSameAnswersAfterARestartAndFromASecondProcess() throws Exception {
        Process process = open();
        force("an entry");
        l1.anvil().mine(FINALITY_BLOCKS + 1);
        L1Block origin = awaitOrigin(process, l1.anvil().blockNumber() - FINALITY_BLOCKS + 1);
        process.following().stop();

        Process second = openStopped();
        second.viewComponent().refresh();
        assertThat(second.view().origin()).contains(origin);
        assertThat(second.view().forcedQueuedThrough(origin.number())).isEqualTo(1);

        second.following().start();
        Process third = open();
        l1.anvil().mine(4);
        awaitOrigin(second, origin.number() + 4);
        awaitOrigin(third, origin.number() + 4);
        assertThat(third.view().policyAt(origin.number()))
                .isEqualTo(second.view().policyAt(origin.number()));
    }

    @Test
    void goesOnWithWhatItKnowsDuringAnOutageOfL1() {
        Process process = open();
        l1.anvil().mine(FINALITY_BLOCKS + 1);
        L1Block origin = awaitOrigin(process, l1.deploymentBlock());

        l1.anvil().pause();
        await().atMost(PATIENCE)
                .until(() -> process.following().loop().trouble().isPresent());
        assertThat(process.view().origin()).isPresent();
        assertThat(process.view().policyAt(origin.number()).maxCount()).isEqualTo(5000);
        assertThat(process.health().health().getStatus()).isEqualTo(Status.UP);
        l1.anvil().resume();

        l1.anvil().mine(3);
        awaitOrigin(process, origin.number() + 3);
    }

    private L1Block awaitOrigin(Process process, long atLeast) {
        return await().atMost(PATIENCE)
                .until(
                        () -> process.view().origin(),
                        origin -> origin.map(L1Block::number).orElse(0L) >= atLeast)
                .orElseThrow();
    }

    /** Returns the block it was queued in. */
    private long force(String rawTx) throws Exception {
        BigInteger fee = l1.inbox().feeFor(GAS).send();
        TransactionReceipt receipt = l1.inbox()
                .force(rawTx.getBytes(StandardCharsets.UTF_8), GAS, fee)
                .send();
        return receipt.getBlockNumber().longValueExact();
    }

    private void schedule(String key, long value, long height) throws Exception {
        byte[] padded = Arrays.copyOf(key.getBytes(StandardCharsets.US_ASCII), Hash32.SIZE);
        l1.parameters()
                .scheduleValues(
                        List.of(new ParameterRegistry.ParameterChange(padded, BigInteger.valueOf(value))),
                        BigInteger.valueOf(height))
                .send();
    }

    private record Process(StoredL1View viewComponent, FinalFollowing following, L1Health health) {
        L1View view() {
            return viewComponent;
        }
    }

    private Process open() {
        Process process = openStopped();
        process.following().start();
        return process;
    }

    private Process openStopped() {
        L1Contracts contracts = new L1Contracts(
                l1.rollupAddress(),
                Address.fromHex(l1.contracts().parameterRegistry()),
                Address.fromHex(l1.contracts().sequencerRegistry()),
                Address.fromHex(l1.contracts().forcedInbox()),
                5);
        RollupIdentity identity = new RollupIdentity(
                new RollupId(TestProperties.ROLLUP_ID),
                new CandorDomain(Anvil.CHAIN_ID, l1.rollupAddress()),
                Anvil.CHAIN_ID,
                l1.rollupAddress(),
                TestL1.GENESIS_HASH,
                TestL1.GENESIS_TIMESTAMP,
                l1.deploymentBlock(),
                Hash32.ZERO);
        JdbcClient jdbc = JdbcClient.create(database);
        StoredL1View view = new StoredL1View(jdbc, contracts);
        FinalFollowing following = new FinalFollowing(
                l1.web3j(),
                contracts,
                identity,
                jdbc,
                new DataSourceTransactionManager(database),
                view,
                TestProperties.with(l1.rpcUrl(), l1.rollupAddress().toHex()),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
        Process process = new Process(view, following, new L1Health(following, view));
        processes.add(process);
        return process;
    }
}
