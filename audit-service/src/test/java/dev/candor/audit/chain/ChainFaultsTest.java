package dev.candor.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.FailingStorage;
import dev.candor.audit.TableDump;
import dev.candor.protocol.types.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Every write of what L1 says × {lost, landed but reported failed}: afterwards it is what one has that was never disturbed. */
class ChainFaultsTest {
    /** Without the followers' positions above the newest final one, of which each process keeps its own few. */
    private static final String[] TABLES = {
        "l1_rollup", "l1_policy", "l1_order_key", "l1_beacon_key", "forced_entry", "forced_place", "l1_post", "l1_chunk"
    };

    private static final int WRITES = 3;
    private static final int BLOCKS = 3;

    @Test
    void keepsEachFactOnceThroughEveryFailedWrite() throws Exception {
        try (TestL1 l1 = new TestL1()) {
            // given
            FailingStorage storage = new FailingStorage();
            DataSource disturbed = AuditDatabase.migrated();
            DataSource failing = (DataSource) storage.postProcessAfterInitialization(disturbed, "dataSource");
            int faults = 0;
            try (FollowedL1 followed = new FollowedL1(l1, failing)) {
                for (String loop : new String[] {"l1-final", "l1-posts"}) {
                    for (FailingStorage.Mode mode : FailingStorage.Mode.values()) {
                        for (int nth = 1; nth <= WRITES; nth++) {
                            // when
                            storage.arm(loop, mode, nth);
                            faults++;
                            int expected = faults;
                            l1.force(Bytes.fromHex("0x02c0%02x".formatted(expected)));
                            await().atMost(Duration.ofSeconds(60)).until(() -> {
                                l1.anvil().mine(BLOCKS);
                                return storage.fired() == expected;
                            });
                        }
                    }
                }
                // then
                long height = l1.anvil().blockNumber();
                l1.anvil().mine(TestL1.FINALITY_BLOCKS);
                followed.awaitFinal(height);

                DataSource quiet = AuditDatabase.migrated();
                try (FollowedL1 undisturbed = new FollowedL1(l1, quiet)) {
                    undisturbed.awaitFinal(height);
                    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                        Map<String, List<String>> expected = TableDump.of(quiet, TABLES);
                        assertThat(expected.get("forced_entry")).hasSize(4 * WRITES);
                        assertThat(TableDump.of(disturbed, TABLES)).isEqualTo(expected);
                    });
                }
            }
        }
    }
}
