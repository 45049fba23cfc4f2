package dev.candor.audit.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.log.Topic;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

class EntryIndexTest {
    private static final RollupIdentity IDENTITY = GoldenEvents.identity();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final BatchKey BATCH = BatchKey.of(0, 1);

    private final MemoryLog log = new MemoryLog();
    private final DataSource database = AuditDatabase.migrated();

    @Test
    void findsEveryEntryOfTheSamplesByWhatItSays() {
        // given
        long arrival = log.append(Topic.ARRIVALS, GoldenEvents.arrival());
        long promise = log.append(Topic.PROMISES, GoldenEvents.bytes("PromiseIssued"));
        long refusal = log.append(Topic.PROMISES, GoldenEvents.bytes("AdmissionRefused"));
        long sealed = log.append(Topic.BATCHES, GoldenEvents.bytes("BatchSealed"));
        long executed = log.append(Topic.BATCHES, GoldenEvents.bytes("BatchExecuted"));
        long posted = log.append(Topic.BATCHES, GoldenEvents.bytes("BatchPosted"));
        long finalized = log.append(Topic.BATCHES, GoldenEvents.bytes("BatchFinalized"));
        long voided = log.append(Topic.BATCHES, GoldenEvents.bytes("BatchVoided"));

        try (IndexedLog indexed = IndexedLog.open(IDENTITY, log, database).awaitIndexed()) {
            EntryLookups lookups = indexed.lookups();
            LoggedEvent.Arrival logged = (LoggedEvent.Arrival)
                    indexed.reader().at(arrival).orElseThrow().event();
            Hash32 txHash = logged.transaction().orElseThrow().hash();

            // then
            assertThat(places(lookups.arrivalsOf(txHash))).containsExactly(arrival);
            assertThat(places(lookups.arrivals(Seq.ZERO, 5))).containsExactly(arrival);
            assertThat(places(lookups.arrivalsOf(
                            logged.transaction().orElseThrow().sender(), Seq.ZERO, 9)))
                    .containsExactly(arrival);
            assertThat(places(lookups.promises(Seq.ZERO))).containsExactly(promise);
            assertThat(places(lookups.promisesOf(txHash))).containsExactly(promise);
            LoggedEvent.AdmissionRefused refused = (LoggedEvent.AdmissionRefused)
                    indexed.reader().at(refusal).orElseThrow().event();
            assertThat(places(lookups.refusalsOf(refused.refusal().txHash()))).containsExactly(refusal);
            assertThat(places(lookups.ofBatch(EntryKind.BATCH_SEALED, BATCH))).containsExactly(sealed);
            assertThat(places(lookups.ofBatch(EntryKind.BATCH_EXECUTED, BATCH))).containsExactly(executed);
            assertThat(places(lookups.ofBatch(EntryKind.BATCH_POSTED, BATCH))).containsExactly(posted);
            assertThat(places(lookups.ofBatch(EntryKind.BATCH_FINALIZED, BATCH)))
                    .containsExactly(finalized);
            assertThat(places(lookups.ofBatch(EntryKind.BATCH_VOIDED, BATCH))).containsExactly(voided);
            assertThat(lookups.batchesCovering(Seq.ZERO)).containsExactly(BATCH);
            assertThat(lookups.batchesCovering(new Seq(1))).isEmpty();
            assertThat(lookups.batchesTaking(0)).isEmpty();
            LoggedEvent.BatchSealed header = (LoggedEvent.BatchSealed)
                    indexed.reader().at(sealed).orElseThrow().event();
            assertThat(lookups.sealed(header.batchHash())).isPresent();
        }
    }

    @Test
    void keepsWhatItCannotReadAndGoesOn() {
        Bytes hostile = GoldenEvents.bytes("dev.candor.BatchSealed.v1", Bytes.wrap(new byte[] {'{', 0}));
        long undecodable = log.append(Topic.BATCHES, hostile);
        long other = log.append(Topic.FINDINGS, GoldenEvents.bytes("dev.candor.FindingRaised.v1", Bytes.EMPTY));
        long empty = log.append(Topic.ARRIVALS, Bytes.EMPTY);
        ObjectNode large = GoldenEvents.value("BatchExecuted");
        large.put("outcomes", "0x" + "0188a401".repeat(40_000));
        long hashed = log.append(Topic.BATCHES, GoldenEvents.bytes("dev.candor.BatchExecuted.v1", large));

        try (IndexedLog indexed = IndexedLog.open(IDENTITY, log, database).awaitIndexed()) {
            EntryLookups lookups = indexed.lookups();

            assertThat(places(lookups.ofKind(EntryKind.UNDECODABLE, 0, 10))).containsExactly(undecodable);
            assertThat(places(lookups.ofType("dev.candor.FindingRaised.v1", 0, 10)))
                    .containsExactly(other);
            assertThat(lookups.ofKind(EntryKind.ARRIVAL, empty + 1, 10)).isEmpty();
            assertThat(lookups.arrival(Seq.ZERO)).map(LoggedEntry::index).contains(empty);
            assertThat(places(lookups.ofBatch(EntryKind.BATCH_EXECUTED, BATCH))).containsExactly(hashed);
            assertThat(lookups.ofBatch(EntryKind.BATCH_EXECUTED, BATCH)
                            .getFirst()
                            .entry()
                            .isHashOfEvent())
                    .isTrue();
        }
    }

    @Test
    void namesTheEarliestArrivalOfTheSameBytes() {
        for (int i = 0; i < 3; i++) {
            log.append(Topic.ARRIVALS, GoldenEvents.arrival());
        }

        try (IndexedLog indexed = IndexedLog.open(IDENTITY, log, database).awaitIndexed()) {
            Hash32 txHash = ((LoggedEvent.Arrival)
                            indexed.reader().at(1).orElseThrow().event())
                    .transaction()
                    .orElseThrow()
                    .hash();

            assertThat(indexed.lookups().earliest(List.of(txHash), new Seq(2))).containsEntry(txHash, Seq.ZERO);
            assertThat(indexed.lookups().earliest(List.of(txHash), Seq.ZERO)).isEmpty();
        }
    }

    @Test
    void knowsWhichBatchTakesAForcedEntry() {
        log.append(Topic.BATCHES, sealed(1, "0x" + "00".repeat(32), 0, 2));
        Hash32 first = digest(0);
        log.append(Topic.BATCHES, sealed(2, first.toHex(), 4, 2));
        log.append(Topic.BATCHES, sealed(3, digest(1).toHex(), 4, 3));

        try (IndexedLog indexed = IndexedLog.open(IDENTITY, log, database).awaitIndexed()) {
            EntryLookups lookups = indexed.lookups();

            assertThat(lookups.batchesTaking(0)).containsExactly(BatchKey.of(0, 1));
            assertThat(lookups.batchesTaking(1)).containsExactly(BatchKey.of(0, 1));
            assertThat(lookups.batchesTaking(2)).containsExactly(BatchKey.of(0, 3));
            assertThat(lookups.batchesTaking(3)).isEmpty();
        }
    }

    @Test
    void goesOnWhereAnotherProcessEnded() {
        log.append(Topic.ARRIVALS, GoldenEvents.arrival());
        IndexedLog.open(IDENTITY, log, database).awaitIndexed().close();
        log.append(Topic.ARRIVALS, Bytes.EMPTY);

        try (IndexedLog second = IndexedLog.open(IDENTITY, log, database);
                IndexedLog third = IndexedLog.open(IDENTITY, log, database)) {
            for (int i = 0; i < 500; i++) {
                log.append(Topic.PROMISES, GoldenEvents.bytes("PromiseIssued"));
            }
            second.awaitIndexed();
            third.awaitIndexed();

            assertThat(rows()).isEqualTo(502);
        }
    }

    @Test
    void tellsEachFollowerEveryEntryOnceInOrderAlsoAfterItFailed() {
        for (int i = 0; i < 5_000; i++) {
            log.append(Topic.ARRIVALS, Bytes.EMPTY);
        }
        Remembering follower = new Remembering();

        try (IndexedLog indexed = IndexedLog.open(IDENTITY, log, database, follower)) {
            await().atMost(PATIENCE)
                    .until(() -> indexed.health().health().getStatus().equals(Status.OUT_OF_SERVICE));
            follower.failures.set(0);
            await().atMost(PATIENCE).until(() -> follower.seen.size() == 5_000);

            assertThat(follower.seen).isSorted().doesNotHaveDuplicates();
            assertThat(indexed.lookups().indexedSize()).isEqualTo(5_000);
            await().atMost(PATIENCE)
                    .until(() -> indexed.meters()
                                    .get("candor.audit.entries.behind")
                                    .tag("follower", "remembering")
                                    .gauge()
                                    .value()
                            == 0);
            assertThat(indexed.health().health().getStatus()).isEqualTo(Status.UP);
        }
    }

    private static final class Remembering implements EntryFollower {
        private final List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger failures = new AtomicInteger(Integer.MAX_VALUE);

        @Override
        public String name() {
            return "remembering";
        }

        @Override
        public void apply(List<LoggedEntry> page) {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
            }
            page.forEach(entry -> seen.add(entry.index()));
        }
    }

    private static Bytes sealed(long number, String parentHash, long firstSeq, long forcedThrough) {
        ObjectNode value = GoldenEvents.value("BatchSealed");
        ObjectNode header = (ObjectNode) value.path("header");
        header.put("number", Long.toString(number));
        header.put("parentHash", parentHash);
        header.put("firstSeq", Long.toString(firstSeq));
        header.put("forcedThrough", Long.toString(forcedThrough));
        return GoldenEvents.bytes("dev.candor.BatchSealed.v1", value);
    }

    private Hash32 digest(long index) {
        EntryReader reader = new EntryReader(log, new EventDecoder(IDENTITY));
        return ((LoggedEvent.BatchSealed) reader.at(index).orElseThrow().event())
                .header()
                .digest(IDENTITY.domain());
    }

    private long rows() {
        return JdbcClient.create(database)
                .sql("select count(*) from entry_index")
                .query((row, index) -> row.getLong(1))
                .single();
    }

    private static List<Long> places(List<LoggedEntry> entries) {
        return entries.stream().map(LoggedEntry::index).toList();
    }
}
