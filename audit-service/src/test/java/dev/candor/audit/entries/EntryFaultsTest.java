package dev.candor.audit.entries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.FailingStorage;
import dev.candor.audit.TableDump;
import dev.candor.audit.log.Topic;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.types.Bytes;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Every write of the index × {lost, landed but reported failed}: afterwards it is the index of one that was never disturbed. */
class EntryFaultsTest {
    private static final RollupIdentity IDENTITY = GoldenEvents.identity();
    private static final String[] TABLES = {"entry_follower", "entry_index", "sealed_batch"};
    private static final int WRITES = 4;

    private final MemoryLog log = new MemoryLog();

    @Test
    void indexesEachEntryOnceThroughEveryFailedWrite() {
        // given
        FailingStorage storage = new FailingStorage();
        DataSource disturbed = AuditDatabase.migrated();
        DataSource failing = (DataSource) storage.postProcessAfterInitialization(disturbed, "dataSource");
        int faults = 0;
        try (IndexedLog indexed = IndexedLog.open(IDENTITY, log, failing)) {
            for (FailingStorage.Mode mode : FailingStorage.Mode.values()) {
                for (int nth = 1; nth <= WRITES; nth++) {
                    // when
                    storage.arm("entries-", mode, nth);
                    faults++;
                    while (storage.fired() < faults) {
                        appendSome();
                        indexed.awaitIndexed();
                    }

                    // then
                    indexed.awaitIndexed();
                }
            }
        }
        assertThat(storage.fired()).isEqualTo(2 * WRITES);

        DataSource quiet = AuditDatabase.migrated();
        IndexedLog.open(IDENTITY, log, quiet).awaitIndexed().close();
        Map<String, List<String>> expected = TableDump.of(quiet, TABLES);
        assertThat(expected.get("entry_index")).hasSizeGreaterThan(8);
        assertThat(expected.get("sealed_batch")).isNotEmpty();
        assertThat(TableDump.of(disturbed, TABLES)).isEqualTo(expected);
    }

    private void appendSome() {
        log.append(Topic.ARRIVALS, GoldenEvents.arrival());
        log.append(Topic.PROMISES, GoldenEvents.bytes("PromiseIssued"));
        log.append(Topic.BATCHES, GoldenEvents.bytes("BatchSealed"));
        log.append(Topic.BATCHES, GoldenEvents.bytes("BatchPosted"));
        log.append(Topic.FINDINGS, Bytes.EMPTY);
    }
}
