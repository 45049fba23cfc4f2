package dev.candor.sequencer.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.localservers.Anvil;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.SequencerDatabase;
import dev.candor.sequencer.TestL1;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settles on a real anvil with the real contracts, through crashes, reorganisations and outages. */
class SettlementTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int FINALITY_BLOCKS = 2 * Anvil.SLOTS_IN_AN_EPOCH + 1;
    private static final int CONFIRMATIONS = 2;
    private static final int CHALLENGE_WINDOW_SECONDS = 30;

    private final SettlementNode.LineOfRows line = new SettlementNode.LineOfRows();
    private final List<SettlementNode> nodes = new ArrayList<>();
    private TestL1 l1;
    private String database;
    private ExecutedBatches batches;

    @BeforeEach
    void start() throws Exception {
        l1 = TestL1.start();
        l1.anvil().mine(1);
        database = SequencerDatabase.url();
        batches = new ExecutedBatches(l1, line);
    }

    @AfterEach
    void stop() {
        nodes.forEach(SettlementNode::close);
        l1.close();
    }

    @Test
    void walksABatchFromExecutedToFinal() throws Exception {
        SettlementNode node = open();
        long number = batches.add(node, 3, 120);

        awaitStatus(node, number, "POSTED");
        assertThat(posted()).isEqualTo(number);
        BatchPosts.BatchPost post = node.posts().find(number).orElseThrow();
        assertThat(post.commitment().hash())
                .isEqualTo(Hash32.wrap(
                        l1.rollup().commitmentOf(BigInteger.valueOf(number)).send()));
        assertThat(post.dataHashes()).hasSize(1);

        l1.anvil().mine(CONFIRMATIONS);
        awaitStatus(node, number, "CONFIRMED");
        l1.anvil().rpc().call("evm_increaseTime", CHALLENGE_WINDOW_SECONDS + 2);
        l1.anvil().mine(1);
        await().atMost(PATIENCE).until(() -> l1.rollup().finalFloor().send().longValueExact() == number);
        assertThat(status(node, number)).isEqualTo("CONFIRMED");
        l1.anvil().mine(FINALITY_BLOCKS);
        awaitStatus(node, number, "FINAL");

        assertThat(node.events()).extracting(Outbox.Event::type).containsExactly("BatchPosted", "BatchFinalized");
        await().atMost(PATIENCE)
                .until(() -> !node.told().finalized().get().equals(Hash32.ZERO)
                        && node.told()
                                .finalized()
                                .get()
                                .equals(node.told().safe().get())
                        && !node.told().finalized().get().equals(TestL1.GENESIS_HASH));
        assertThat(node.posts().find(number).orElseThrow().finalizedAtMillis()).isPresent();
    }

    @Test
    void postsManyBatchesInOneTransactionWhenBehind() throws Exception {
        SettlementNode node = open();
        node.settlement().stop();
        for (int i = 0; i < 20; i++) {
            batches.add(node, 2, 110);
        }
        node.settlement().start();

        awaitStatus(node, 20, "POSTED");
        long transactions = node.jdbc()
                .sql("select count(*) from l1_transaction where purpose = 'POST'")
                .query(Long.class)
                .single();
        assertThat(transactions).isLessThanOrEqualTo(8);
        assertThat(posted()).isEqualTo(20);
    }

    @Test
    void cutsTheDataOfALargeBatchIntoChunks() throws Exception {
        SettlementNode node = open();
        long number = batches.add(node, 25, 10_000);

        awaitStatus(node, number, "POSTED");
        assertThat(node.posts().find(number).orElseThrow().dataHashes()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"1, LOST", "1, LANDED_BUT_FAILED", "2, LOST", "2, LANDED_BUT_FAILED", "3, LOST", "3, LANDED_BUT_FAILED"
    })
    void goesOnWhereAKilledProcessStopped(int broadcast, LossyL1.Loss loss) throws Exception {
        LossyL1 way = new LossyL1(l1.rpcUrl());
        way.dieAt(broadcast, loss);
        SettlementNode killed = open(way);
        batches.add(killed, 2, 110);
        batches.add(killed, 2, 110);
        await().atMost(PATIENCE).until(killed::isDead);
        killed.close();
        nodes.remove(killed);

        SettlementNode successor = open();
        awaitStatus(successor, 2, "POSTED");
        assertThat(posted()).isEqualTo(2);
        assertThat(count(successor, "REVERTED")).isZero();
        assertThat(count(successor, "LOST")).isZero();
    }

    /** The registry asks for the key that was in force at the batch's origin. */
    @Test
    void postsWhatWasSignedBeforeTheKeyWasReplaced() throws Exception {
        LossyL1 way = new LossyL1(l1.rpcUrl());
        way.dieAt(1, LossyL1.Loss.LANDED_BUT_FAILED);
        SettlementNode killed = open(way);
        long number = batches.add(killed, 2, 110);
        await().atMost(PATIENCE).until(killed::isDead);
        killed.close();
        nodes.remove(killed);

        DigestSigner newKey = new InMemorySigner(PrivateKey.fromHex("0x" + "4e".repeat(32)));
        SettlementNode successor = SettlementNode.open(l1, database, line, new LossyL1(l1.rpcUrl()), newKey);
        nodes.add(successor);

        awaitStatus(successor, number, "POSTED");
        assertThat(posted()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void postsAgainWhatAReorganisationDropped(int depth) throws Exception {
        SettlementNode node = open();
        for (int i = 1; i <= 3; i++) {
            long number = batches.add(node, 1, 110);
            awaitStatus(node, number, "POSTED");
        }
        Hash32 before = node.posts().find(3).orElseThrow().place().blockHash();

        l1.anvil().reorg(depth);

        await().atMost(PATIENCE)
                .until(() -> node.posts()
                        .find(3)
                        .filter(post -> !post.place().blockHash().equals(before))
                        .isPresent());
        awaitStatus(node, 3, "POSTED");
        await().atMost(PATIENCE).until(() -> posted() == 3);
        assertThat(node.meters().counter("candor.sequencer.settlement.reorgs").count())
                .isPositive();
        l1.anvil().mine(CONFIRMATIONS);
        awaitStatus(node, 3, "CONFIRMED");
    }

    @Test
    void replacesATransactionThatIsStuck() throws Exception {
        SettlementNode node = open();
        l1.anvil().rpc().call("evm_setAutomine", false);
        long number = batches.add(node, 1, 110);
        await().atMost(PATIENCE).until(() -> count(node, "PENDING") > 0);

        for (int i = 0; i < 4; i++) {
            l1.anvil().rpc().call("anvil_dropAllTransactions");
            l1.anvil().mine(1);
        }
        await().atMost(PATIENCE)
                .until(() -> node.jdbc()
                                .sql("select max(attempt) from l1_attempt")
                                .query(Long.class)
                                .single()
                        > 1);
        l1.anvil().rpc().call("evm_setAutomine", true);
        l1.anvil().mine(1);

        awaitStatus(node, number, "POSTED");
        BigInteger increase = node.jdbc()
                .sql("select max(max_fee) * 1000 / min(max_fee) from l1_attempt where nonce = 0")
                .query((row, index) -> row.getBigDecimal(1).toBigInteger())
                .single();
        assertThat(increase).isGreaterThanOrEqualTo(BigInteger.valueOf(1125));
    }

    @Test
    void saysThatFundsAreMissingAndGoesOnWhenTheyCome() throws Exception {
        String account = TestL1.settlementSigner().address().toHex();
        l1.anvil().setBalance(account, BigInteger.ONE);
        SettlementNode node = open();
        long number = batches.add(node, 1, 110);

        await().atMost(PATIENCE)
                .until(() -> node.settlement().trouble().orElse("").contains("send it L1 funds"));
        assertThat(status(node, number)).isEqualTo("EXECUTED");
        await().atMost(PATIENCE).until(() -> node.backlog().unsettledBatches() == 1);

        l1.anvil().setBalance(account, BigInteger.TEN.pow(20));
        awaitStatus(node, number, "POSTED");
        await().atMost(PATIENCE).until(() -> node.backlog().unsettledBatches() == 0);
        await().atMost(PATIENCE).until(() -> node.settlement().trouble().isEmpty());
    }

    @Test
    void outlivesAnOutageOfL1() throws Exception {
        SettlementNode node = open();
        batches.add(node, 1, 110);
        awaitStatus(node, 1, "POSTED");

        l1.anvil().pause();
        batches.add(node, 1, 110);
        batches.add(node, 1, 110);
        await().atMost(PATIENCE).until(() -> node.settlement().trouble().isPresent());
        l1.anvil().resume();

        awaitStatus(node, 3, "POSTED");
        assertThat(posted()).isEqualTo(3);
    }

    @Test
    void refusesToPostDataThatDoesNotRebuildTheCut() throws Exception {
        SettlementNode node = open();
        node.settlement().stop();
        long number = batches.add(node, 1, 110);
        node.jdbc()
                .sql("update batch set cut_root = :other where number = :number")
                .param("other", Hash32.ZERO.toArray())
                .param("number", number)
                .update();
        node.settlement().start();

        await().atMost(PATIENCE).until(() -> node.settlement().halted().isPresent());
        assertThat(node.settlement().halted().orElseThrow()).contains("cut root");
        assertThat(posted()).isZero();
    }

    private SettlementNode open() {
        return open(new LossyL1(l1.rpcUrl()));
    }

    private SettlementNode open(LossyL1 way) {
        SettlementNode node = SettlementNode.open(l1, database, line, way);
        nodes.add(node);
        await().atMost(PATIENCE).until(() -> node.leadership().current().isPresent());
        return node;
    }

    private void awaitStatus(SettlementNode node, long number, String atLeast) {
        List<String> order = List.of("EXECUTED", "POSTED", "CONFIRMED", "FINAL");
        await().atMost(PATIENCE).until(() -> order.indexOf(status(node, number)) >= order.indexOf(atLeast));
    }

    private static String status(SettlementNode node, long number) {
        return node.jdbc()
                .sql("select status from batch where number = :number")
                .param("number", number)
                .query(String.class)
                .single();
    }

    private static long count(SettlementNode node, String status) {
        return node.jdbc()
                .sql("select count(*) from l1_transaction where status = :status")
                .param("status", status)
                .query(Long.class)
                .single();
    }

    private long posted() throws Exception {
        return l1.rollup().latestNumber().send().longValueExact();
    }
}
