package dev.candor.audit.entries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.log.Topic;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.types.Bytes;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** How many entries a second are decoded and indexed; run by hand: {@code -Dtest=IndexMeasurement}. */
class IndexMeasurement {
    private static final int PAIRS = 15_000;

    @Test
    void indexesArrivalsAndTheirPromises() {
        RollupIdentity identity = GoldenEvents.identity();
        MemoryLog log = new MemoryLog();
        ObjectNode template = GoldenEvents.value("PromiseIssued");
        Bytes arrival = GoldenEvents.arrival();
        for (int i = 0; i < PAIRS; i++) {
            log.append(Topic.ARRIVALS, arrival);
            ObjectNode value = template.deepCopy();
            ((ObjectNode) value.path("promise")).put("seq", Integer.toString(i));
            log.append(Topic.PROMISES, GoldenEvents.bytes("dev.candor.PromiseIssued.v1", value));
        }
        DataSource database = AuditDatabase.migrated();
        long began = System.nanoTime();
        try (IndexedLog indexed = IndexedLog.open(identity, log, database).awaitIndexed()) {
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("%d entries in %.2f s: %.0f/s%n", 2 * PAIRS, seconds, 2 * PAIRS / seconds);
            assertThat(indexed.lookups().indexedSize()).isEqualTo(2L * PAIRS);
        }
    }
}
