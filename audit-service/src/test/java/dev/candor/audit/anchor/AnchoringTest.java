package dev.candor.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.localservers.DevAccounts;
import dev.candor.messaging.Outbox;
import dev.candor.tlog.TreeHead;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;

class AnchoringTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final List<AnchorNode> nodes = new ArrayList<>();
    private AnchorL1 l1;
    private GrowingLog log;
    private String database;

    @BeforeEach
    void start() {
        l1 = AnchorL1.start();
        log = new GrowingLog(l1.contracts().logOrigin(), l1.keys());
        database = AuditDatabase.url();
    }

    @AfterEach
    void stop() {
        nodes.forEach(AnchorNode::close);
        l1.close();
    }

    @Test
    void anchorsWhatIsPublishedAndFollowsItToFinality() {
        // given
        AnchorNode node = open();
        assertThat(node.newestOnL1().newest()).isEmpty();

        // when
        long first = log.publish(5, "entry");
        awaitAnchored(node, first);
        long second = log.publish(300, "entry");
        awaitAnchored(node, second);

        // then
        assertThat(l1.newest()).isEqualTo(log.head(second));
        assertThat(node.newestOnL1().newest()).contains(log.head(second));
        assertThat(node.anchors().firstAtLeast(1).orElseThrow().head()).isEqualTo(log.head(first));
        l1.anvil().mine(AnchorL1.CONFIRMATIONS);
        await().atMost(PATIENCE).until(() -> node.events().size() == 2);
        Outbox.Event event = node.events().getLast();
        assertThat(event.type()).isEqualTo("CheckpointAnchored");
        assertThat(event.id())
                .isEqualTo("anchored/%d/%s"
                        .formatted(
                                second,
                                node.anchors().newest().orElseThrow().place().blockHash()));
        l1.anvil().mine(40);
        await().atMost(PATIENCE)
                .until(() -> node.anchors().newest().orElseThrow().standing() == Anchors.Standing.FINAL);
        await().atMost(PATIENCE)
                .until(() -> node.jdbc()
                                .sql("select count(*) from l1_attempt where raw is not null")
                                .query(Long.class)
                                .single()
                        == 0);
        assertThat(node.meters().counter("candor.audit.anchor.gas").count()).isBetween(21_000.0, 400_000.0);
    }

    @ParameterizedTest
    @EnumSource(
            value = LossyL1.Loss.class,
            names = {"LOST", "LANDED_BUT_FAILED"})
    void goesOnWhereAKilledProcessStopped(LossyL1.Loss loss) {
        // given
        LossyL1 way = new LossyL1(l1.rpcUrl());
        way.dieAt(2, loss);
        AnchorNode killed = AnchorNode.open(l1, database, log, way, SHORT);
        nodes.add(killed);
        awaitAnchored(killed, log.publish(3, "entry"));
        log.publish(4, "entry");
        await().atMost(PATIENCE).until(killed::isDead);
        killed.close();

        // when
        AnchorNode next = open();

        // then
        awaitAnchored(next, 7);
        assertThat(l1.newest()).isEqualTo(log.head(7));
        awaitAnchored(next, log.publish(9, "entry"));
        assertThat(next.anchors().page(Long.MAX_VALUE, 10))
                .extracting(Anchors.Anchor::head)
                .containsExactly(log.head(16), log.head(7), log.head(3));
        assertThat(next.health().health().getStatus()).isEqualTo(Status.UP);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anchorsAgainWhatAReorganisationDropped(int depth) {
        // given
        AnchorNode node = open();
        awaitAnchored(node, log.publish(5, "entry"));
        awaitAnchored(node, log.publish(6, "entry"));
        awaitAnchored(node, log.publish(7, "entry"));

        // when
        l1.anvil().reorg(depth);

        // then
        await().atMost(PATIENCE)
                .until(() -> node.meters().counter("candor.audit.anchor.reorgs").count() > 0);
        await().atMost(PATIENCE).until(() -> l1.newest().equals(log.head(18)));
        awaitAnchored(node, 18);
        awaitAnchored(node, log.publish(8, "entry"));
        assertThat(node.anchors().page(Long.MAX_VALUE, 10))
                .allSatisfy(anchor -> assertThat(anchor.head()).isEqualTo(log.head(anchor.size())));
        l1.anvil().mine(AnchorL1.CONFIRMATIONS);
        await().atMost(PATIENCE)
                .until(() -> node.events().stream().anyMatch(event -> event.id().startsWith("anchored/26/")));
    }

    @Test
    void outlivesAnOutageOfL1() {
        // given
        AnchorNode node = open();
        awaitAnchored(node, log.publish(5, "entry"));

        // when
        l1.anvil().pause();
        log.publish(6, "entry");
        await().atMost(PATIENCE).until(() -> node.anchoring().trouble().isPresent());
        log.publish(7, "entry");
        l1.anvil().resume();

        // then
        awaitAnchored(node, 18);
        await().atMost(PATIENCE).until(() -> node.anchoring().trouble().isEmpty());
    }

    @Test
    void replacesATransactionThatIsStuck() {
        // given
        AnchorNode node = open();
        awaitAnchored(node, log.publish(5, "entry"));
        l1.anvil().rpc().call("evm_setAutomine", false);
        log.publish(6, "entry");
        await().atMost(PATIENCE).until(() -> count(node, "PENDING") == 1);

        // when
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

        // then
        awaitAnchored(node, 11);
    }

    @Test
    void takesWhatSomebodyElseAnchored() {
        // given
        log.publish(5, "entry");
        AnchorNode somebody = AnchorNode.open(l1, AuditDatabase.url(), log, new LossyL1(l1.rpcUrl()), SHORT);
        nodes.add(somebody);
        awaitAnchored(somebody, 5);
        somebody.close();

        // when
        AnchorNode node = open();

        // then
        awaitAnchored(node, 5);
        awaitAnchored(node, log.publish(5, "entry"));
    }

    @Test
    void stopsWhenL1HasAnotherTree() {
        // given
        GrowingLog forked = new GrowingLog(l1.contracts().logOrigin(), l1.keys());
        forked.publish(5, "another entry");
        AnchorNode other = AnchorNode.open(l1, AuditDatabase.url(), forked, new LossyL1(l1.rpcUrl()), SHORT);
        nodes.add(other);
        awaitAnchored(other, 5);
        other.close();

        // when
        log.publish(8, "entry");
        AnchorNode node = open();

        // then
        await().atMost(PATIENCE).until(() -> node.anchoring().halted().isPresent());
        assertThat(node.anchoring().halted().orElseThrow()).contains("the log key signed another tree");
        assertThat(node.health().health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(l1.newest()).isEqualTo(forked.head(5));
    }

    @Test
    void stopsWhenItsTreeIsOlderThanL1() {
        // given
        awaitAnchored(open(), log.publish(9, "entry"));
        nodes.removeFirst().close();
        GrowingLog restored = new GrowingLog(l1.contracts().logOrigin(), l1.keys());
        restored.publish(4, "entry");

        // when
        AnchorNode node = AnchorNode.open(l1, AuditDatabase.url(), restored, new LossyL1(l1.rpcUrl()), SHORT);
        nodes.add(node);

        // then
        await().atMost(PATIENCE).until(() -> node.anchoring().halted().isPresent());
        assertThat(node.anchoring().halted().orElseThrow()).contains("older than the chain");
        TreeHead anchored = log.head(9);
        assertThat(node.newestOnL1().newest()).contains(anchored);
    }

    @Test
    void saysThatTheLogKeyIsNotTheOneOnL1() {
        // given
        GrowingLog strange = new GrowingLog(
                l1.contracts().logOrigin(), l1.keys(DevAccounts.ALL.get(7).privateKey()));
        strange.publish(5, "entry");

        // when
        AnchorNode node = AnchorNode.open(l1, database, strange, new LossyL1(l1.rpcUrl()), SHORT);
        nodes.add(node);

        // then
        await().atMost(PATIENCE)
                .until(() -> node.anchoring().trouble().orElse("").contains("the log key in AuditAnchor"));
        assertThat(count(node, "PENDING")).isZero();
    }

    @Test
    void saysThatFundsAreMissingAndGoesOnWhenTheyCome() {
        // given
        String account = AnchorL1.account().address().toHex();
        l1.anvil().setBalance(account, BigInteger.ONE);
        AnchorNode node = open();
        log.publish(5, "entry");
        await().atMost(PATIENCE)
                .until(() -> node.anchoring().trouble().orElse("").contains("send it L1 funds"));

        // when
        l1.anvil().setBalance(account, BigInteger.TEN.pow(20));

        // then
        awaitAnchored(node, 5);
    }

    @ParameterizedTest
    @CsvSource({"3600, 1", "0, 3"})
    void anchorsOnceAnIntervalWhileTheLogGrows(long intervalSeconds, int expectedAtLeast) {
        // given
        AnchorNode node =
                AnchorNode.open(l1, database, log, new LossyL1(l1.rpcUrl()), Duration.ofSeconds(intervalSeconds));
        nodes.add(node);

        // when
        awaitAnchored(node, log.publish(1, "entry"));
        for (int i = 0; i < 2; i++) {
            long size = log.publish(1, "entry");
            await().pollDelay(Duration.ofMillis(500))
                    .atMost(PATIENCE)
                    .until(() -> expectedAtLeast == 1
                            || node.anchors().newest().orElseThrow().size() == size);
        }

        // then
        assertThat(node.anchors().page(Long.MAX_VALUE, 10)).hasSize(expectedAtLeast);
        await().atMost(PATIENCE)
                .until(() -> node.meters()
                                .get("candor.audit.anchor.size.lag")
                                .gauge()
                                .value()
                        == (expectedAtLeast == 1 ? 2 : 0));
    }

    private AnchorNode open() {
        AnchorNode node = AnchorNode.open(l1, database, log);
        nodes.add(node);
        return node;
    }

    private static void awaitAnchored(AnchorNode node, long size) {
        await().atMost(PATIENCE)
                .until(() -> node.anchors()
                        .newest()
                        .filter(anchor -> anchor.size() == size)
                        .isPresent());
    }

    private static long count(AnchorNode node, String status) {
        return node.jdbc()
                .sql("select count(*) from l1_transaction where status = :status")
                .param("status", status)
                .query(Long.class)
                .single();
    }
}
