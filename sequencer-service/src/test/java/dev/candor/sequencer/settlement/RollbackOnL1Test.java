package dev.candor.sequencer.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candor.localservers.DevAccounts;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.SequencerDatabase;
import dev.candor.sequencer.TestL1;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.rollback.ForeignAnchorException;
import dev.candor.sequencer.rollback.Rollback;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** What settlement makes of a rollback of the real contracts: read, taken back, applied. */
class RollbackOnL1Test {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final BigInteger ROLLBACK_CONTROLLER = BigInteger.ONE;
    private static final byte[] FAULT_ID = new byte[32];
    private static final Generation FIRST = new Generation(1);

    private final SettlementNode.LineOfRows line = new SettlementNode.LineOfRows();
    private TestL1 l1;
    private ExecutedBatches batches;
    private SettlementNode node;

    @BeforeEach
    void threePostedBatches() throws Exception {
        l1 = TestL1.start();
        l1.anvil().mine(1);
        batches = new ExecutedBatches(l1, line);
        node = SettlementNode.open(l1, SequencerDatabase.url(), line);
        await().atMost(PATIENCE).until(() -> node.leadership().current().isPresent());
        for (int i = 0; i < 3; i++) {
            batches.add(node, 2, 110);
        }
        awaitPosted(3);
        l1.accessManager()
                .grantRole(ROLLBACK_CONTROLLER, DevAccounts.ALL.getFirst().address(), BigInteger.ZERO)
                .send();
    }

    @AfterEach
    void stop() {
        node.close();
        l1.close();
    }

    @Test
    void goesOnFromTheAnchorWhenTheRollbackIsFinal() throws Exception {
        long block = rollBackTo(1);
        await().atMost(PATIENCE).until(() -> isAnnounced());
        assertThat(node.rollbacks().due()).as("not final").isEmpty();
        assertThat(node.rollbacks().generation()).isEqualTo(Generation.ZERO);

        finalise(block);
        Rollback due = node.rollbacks().due().orElseThrow();
        node.rollbacks().apply(due, node.leadership().current().orElseThrow());

        assertThat(node.rollbacks().due()).isEmpty();
        assertThat(node.rollbacks().generation()).isEqualTo(FIRST);
        assertThat(statuses()).containsExactly("0.1 POSTED", "0.2 VOIDED", "0.3 VOIDED");
        assertThat(node.posts().find(2)).isEmpty();
        assertThat(node.events().stream().map(Outbox.Event::type).filter(type -> type.equals("BatchVoided")))
                .hasSize(2);

        batches.goOnFrom(stored(1), FIRST);
        batches.addAgain(node, 4);
        awaitPosted(2);
        assertThat(statuses()).containsExactly("0.1 POSTED", "0.2 VOIDED", "0.3 VOIDED", "1.2 POSTED");
        assertThat(l1.rollup().commitmentOf(BigInteger.TWO).send())
                .isEqualTo(
                        node.posts().find(2).orElseThrow().commitment().hash().toArray());
    }

    @Test
    void forgetsARollbackThatL1Drops() throws Exception {
        rollBackTo(1);
        await().atMost(PATIENCE).until(() -> isAnnounced());

        l1.anvil().reorg(1);
        await().atMost(PATIENCE).until(() -> !isAnnounced());
        batches.add(node, 1, 110);
        awaitPosted(4);

        assertThat(node.rollbacks().generation()).isEqualTo(Generation.ZERO);
        assertThat(statuses()).containsExactly("0.1 POSTED", "0.2 POSTED", "0.3 POSTED", "0.4 POSTED");
    }

    @Test
    void changesNothingWhenTheAnchorIsNotItsOwn() throws Exception {
        long block = rollBackTo(1);
        await().atMost(PATIENCE).until(() -> isAnnounced());
        finalise(block);
        Hash32 other = Hash32.fromHex("0x" + "77".repeat(32));
        node.jdbc()
                .sql("update batch set batch_hash = :other where number = 1")
                .param("other", other.toArray())
                .update();

        Rollback due = node.rollbacks().due().orElseThrow();
        assertThatThrownBy(() ->
                        node.rollbacks().apply(due, node.leadership().current().orElseThrow()))
                .isInstanceOf(ForeignAnchorException.class)
                .hasMessageContaining(other.toHex())
                .hasMessageContaining("nothing is signed");
        assertThat(statuses()).containsExactly("0.1 POSTED", "0.2 POSTED", "0.3 POSTED");
        assertThat(node.rollbacks().due()).contains(due);
    }

    private long rollBackTo(long number) throws Exception {
        BatchPosts.BatchPost post = node.posts().find(number).orElseThrow();
        TransactionReceipt receipt = l1.rollup()
                .rollbackTo(
                        RollupCalls.opening(new RollupCalls.Parent(
                                stored(number).ordered().map(StoredBatch.Ordered::header), post.commitment())),
                        FAULT_ID)
                .send();
        return receipt.getBlockNumber().longValueExact();
    }

    private void finalise(long block) {
        node.finalise(new L1Block(block, Hash32.ZERO, 0));
    }

    private StoredBatch stored(long number) {
        return node.batches().find(number).orElseThrow();
    }

    private boolean isAnnounced() {
        return node.jdbc()
                .sql("select exists (select 1 from rollback where applied_at_millis is null)")
                .query(Boolean.class)
                .single();
    }

    /** Deeper on L1 than posted counts as posted. */
    private List<String> statuses() {
        return node.jdbc()
                .sql(
                        "select generation || '.' || number || case when status = 'VOIDED' then ' VOIDED' else ' POSTED' end"
                                + " from batch order by generation, number")
                .query((row, index) -> row.getString(1))
                .list();
    }

    private void awaitPosted(long number) {
        await().atMost(PATIENCE).until(() -> {
            String newest = node.jdbc()
                    .sql("select status from batch where number = :number order by generation desc limit 1")
                    .param("number", number)
                    .query(String.class)
                    .single();
            return List.of("POSTED", "CONFIRMED").contains(newest)
                    && l1.rollup().latestNumber().send().longValueExact() == number;
        });
    }
}
